using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    [Fact]
    public Task A_collection_at_any_step_of_a_registration_leaves_it_its_bytes() => EachStepAsync(async (model, steps) =>
    {
        var collecting = Task.CompletedTask;
        steps.Happens = locked => collecting = Meanwhile(locked, () => Open().CollectAsync(Everything(model), Because, Stop));

        var again = await Open(steps).RegisterAsync(model, BytesOf(model, 1), Spec, Stop);
        await collecting;

        await HasItsBytesAsync(again);
        Assert.Empty((await Open().CollectAsync(Everything(model), Because, Stop)).Removed);
        await HasItsBytesAsync(again);
    });

    [Theory]
    [InlineData(nameof(IRegistryStore.ReadVersionsAsync))]
    [InlineData(nameof(IRegistryStore.ReadEventsAsync))]
    [InlineData(nameof(IRegistryStore.ReadDeploymentsAsync))]
    [InlineData(nameof(IRegistryStore.ReadLostModelsAsync))]
    [InlineData(nameof(IArtifactStore.OpenAsync))]
    [InlineData(nameof(IArtifactStore.ListAsync))]
    public async Task What_is_registered_and_said_while_a_registry_is_verified_is_no_problem(string step)
    {
        await Open().RegisterAsync("income", Artifact(1), Spec, Stop);
        var meanwhile = Task.FromResult<VersionEvent>(null!);
        var steps = new Steps
        {
            Named = step,
            Happens = locked => meanwhile = Meanwhile(locked, async () =>
            {
                var made = await Open().RegisterAsync("income", Artifact(2), Spec, Stop);
                return await Open().AddNoteAsync("income", made.Number, "a note", Stop);
            }),
        };

        var report = await Open(steps).VerifyAsync(Stop);
        Assert.Equal(2, (await meanwhile).Version);
        Assert.True(report.IsSound, string.Join(Environment.NewLine, report.Problems));
    }

    [Fact]
    public Task A_registration_at_any_step_of_a_collection_has_its_bytes() => EachStepAsync(async (model, steps) =>
    {
        Task<ModelVersion>? registering = null;
        steps.Happens = locked => registering = Meanwhile(locked, () => Open().RegisterAsync(model, BytesOf(model, 1), Spec, Stop));

        await Open(steps).CollectAsync(Everything(model), Because, Stop);

        if (registering is not null)
        {
            await HasItsBytesAsync(await registering);
        }
    });

    [Fact]
    public Task A_collection_that_breaks_off_at_any_step_leaves_the_truth_and_the_next_completes_it() => EachStepAsync(async (model, steps) =>
    {
        var policy = LastOnly with { Models = [model] };
        steps.Happens = _ => throw new BreakException();
        await BreaksAsync(() => Open(steps).CollectAsync(policy, Because, Stop));

        Assert.Empty((await Open().VerifyAsync(Stop)).Problems);
        await HasItsBytesAsync(await Open().GetVersionAsync(model, 3, Stop));

        await Open().CollectAsync(policy, Because, Stop);
        foreach (var version in new[] { 1, 2 })
        {
            var record = await Open().GetVersionAsync(model, version, Stop);
            Assert.Contains("removed by tester", (await Assert.ThrowsAsync<ArtifactException>(() => Open().OpenAsync(record, Stop))).Message, StringComparison.Ordinal);
            Assert.Equal(
                [VersionEventKind.Retired, VersionEventKind.BytesRemoved], await Open().GetEventsAsync(model, version, Stop).Select(e => e.Kind).ToListAsync(Stop));
        }
    });

    [Fact]
    public Task A_registration_that_breaks_off_at_any_step_leaves_at_worst_bytes_that_are_collected() => EachStepAsync(async (model, steps) =>
    {
        var spec = Spec with { RegistrationId = "once" };
        steps.Happens = _ => throw new BreakException();
        await BreaksAsync(() => Open(steps).RegisterAsync(model, BytesOf(model, 4), spec, Stop));

        Assert.True((await Open().VerifyAsync(Stop)).IsSound);
        await Open().CollectAsync(Everything(model), Because, Stop);
        Assert.Empty((await Open().VerifyAsync(Stop)).Problems);
        await HasItsBytesAsync(await Open().RegisterAsync(model, BytesOf(model, 4), spec, Stop));
        Assert.Equal(4, await Open().ListVersionsAsync(model, Stop).CountAsync(Stop));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_tagged_or_deployed_while_it_is_about_to_be_retired_stays(bool tagged)
    {
        var registry = await OpenWithVersionsAsync(3);
        var steps = new Steps { Named = nameof(IRegistryStore.TryAddEventAsync) };
        steps.Happens = locked => Meanwhile<object>(locked, async () => tagged
            ? await registry.AddTagAsync("income", 1, "audit", Stop)
            : await registry.DeployAsync("income", DeploymentPlan.Live(1), null, Because, Stop));

        var report = await Open(steps).CollectAsync(LastOnly with { KeepTagged = ["audit"] }, Because, Stop);

        Assert.Equal(2, Assert.Single(report.Retired).Version);
        Assert.Equal([1, 3], report.Kept.Select(v => v.Version));
    }

    /// <summary>A registry whose stores tell of each step.</summary>
    private IModelRegistry Open(Steps steps)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        AddStore(services.AddModelRegistry(o => o.Author = "tester"));
        Wrap<IRegistryStore>();
        Wrap<IArtifactStore>();
        var provider = services.BuildServiceProvider();
        _opened.Add(provider);
        return provider.GetRequiredService<IModelRegistry>();

        void Wrap<T>()
            where T : class
        {
            var inner = services.Last(s => s.ServiceType == typeof(T));
            services.AddSingleton(p => Stepped.Over(
                (T)(inner.ImplementationInstance ?? ActivatorUtilities.CreateInstance(p, inner.ImplementationType!)), steps));
        }
    }

    /// <summary>Tries step after step until there is none, each with a model of its own: v1 is retired, v2 not yet, v3 stays.</summary>
    private async Task EachStepAsync(Func<string, Steps, Task> tryAsync)
    {
        var steps = new Steps();
        for (var at = 0; at == 0 || steps.Happens is null; at++)
        {
            var model = $"model{at}";
            var registry = Open();
            for (var seed = 1; seed <= 3; seed++)
            {
                await registry.RegisterAsync(model, BytesOf(model, seed), Spec, Stop);
            }

            await registry.RetireAsync(model, 1, Because, Stop);
            steps = new() { At = at };
            await tryAsync(model, steps);

            // Nothing is left that would be more steps of the next.
            foreach (var version in await registry.ListVersionsAsync(model, Stop).ToListAsync(Stop))
            {
                await registry.RetireAsync(model, version.Number, Because, Stop);
            }

            await registry.CollectAsync(Everything(model), Because, Stop);
            Assert.Empty((await registry.PreviewCollectionAsync(RetentionPolicy.KeepAll, Stop)).Removed);
        }
    }

    private static ModelArtifact BytesOf(string model, int seed) => Artifact((int.Parse(model["model".Length..], CultureInfo.InvariantCulture) * 10) + seed);

    private static RetentionPolicy Everything(string model) => RetentionPolicy.KeepAll with { Models = [model] };

    /// <summary>Does it now; where the store is locked, as soon as it isn't.</summary>
    private static Task<T> Meanwhile<T>(bool locked, Func<Task<T>> act)
    {
        var acting = Task.Run(act, Stop);
        if (!locked)
        {
            acting.GetAwaiter().GetResult();
        }

        return acting;
    }

    private async Task HasItsBytesAsync(ModelVersion version)
    {
        Assert.Equal(1000, (await ReadAsync(await Open().OpenAsync(version, Stop))).Length);
        Assert.Empty((await Open().VerifyAsync(Stop)).Problems);
    }

    private static async Task BreaksAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (BreakException)
        {
            // The last try is one step further than there are, and doesn't break.
        }
    }

    private sealed class BreakException : Exception;
}

using CsCheck;

namespace MlOps.Registry.Caching;

/// <summary>Many at once, and in any order.</summary>
public class SharedCacheTests
{
    [Theory]
    [InlineData(1_600_000)]
    // Two copies, and the plans and records beside them.
    [InlineData(620_000)]
    public async Task Eight_at_once_on_one_directory_never_read_half_of_anything(long budget)
    {
        using var host = new CachedHost();
        for (byte i = 1; i <= 4; i++)
        {
            await host.RegisterAsync("m", [.. Enumerable.Repeat(i, 300_000)]);
        }

        await host.DeployAsync("m", DeploymentPlan.Live(1));
        var registries = Enumerable.Range(0, 8).Select(_ => host.Open(o => o.MaxBytes = budget)).ToArray();
        for (var round = 0; round < 20; round++)
        {
            host.IsAway = false;
            var plan = await host.DeployAsync("m", DeploymentPlan.Live(1 + (round % 4)));
            await Task.WhenAll(registries.Select(r => Task.Run(() => Served(r, plan))));
            host.IsAway = true;

            // Those that were there, and one that starts now.
            await Task.WhenAll(registries.Append(host.Open()).Select(r => Task.Run(() => Served(r, plan))));
            Assert.DoesNotContain(host.Files, f => f.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.InRange(host.Files.Sum(f => new FileInfo(f).Length), 1, budget);
        }

        Assert.DoesNotContain(host.Log, l => l.Id is 3010 or 3011 or 3012);

        async Task Served(IModelRegistry registry, Deployment plan)
        {
            var (found, bytes) = await CachedHost.ServeAsync(registry);
            Assert.Equal(plan, found);
            Assert.All(bytes[0], b => Assert.Equal(plan.Plan.LiveVersion, b));
        }
    }

    /// <summary>0 the registry goes or comes back, 1 to 3 another version is deployed, 4 only the plan is read, 5 to 7 it is served, 8 and 9 the process starts anew.</summary>
    [Fact]
    public void A_cache_gives_what_was_read_last() => Gen.Int[0, 9].Array[1, 30].Sample(
        steps =>
        {
            RunAsync(steps).GetAwaiter().GetResult();
            return true;
        },
        iter: 300,
        threads: 1);

    private static async Task RunAsync(int[] steps)
    {
        using var host = new CachedHost();
        for (byte i = 1; i <= 3; i++)
        {
            await host.RegisterAsync("m", i);
        }

        Deployment? deployed = null;
        Deployment? read = null;
        Deployment? before = null;
        var opened = new HashSet<int>();
        var hasRead = false;
        var registry = host.Open();
        foreach (var step in steps)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            switch (step)
            {
                case 0:
                    host.IsAway = !host.IsAway;
                    break;
                case <= 3 when !host.IsAway:
                    deployed = await host.DeployAsync("m", DeploymentPlan.Live(step));
                    break;
                case <= 3:
                    break;
                case >= 8:
                    (registry, hasRead) = (host.Open(), false);
                    break;
                default:
                    await LookAsync(step);
                    break;
            }
        }

        async Task LookAsync(int step)
        {
            if (!host.IsAway)
            {
                Assert.Equal(deployed, await registry.GetDeploymentAsync("m"));
                before = IsHere(read) && read != deployed ? read : before;
                (read, hasRead) = (deployed, hasRead || deployed is not null);
                if (deployed is not null && step >= 5)
                {
                    await CachedHost.ServeAsync(registry);
                    opened.Add(deployed.Plan.LiveVersion);
                }

                return;
            }

            // Of two plans the later one, unless this process starts anew and nothing was ever loaded of it.
            var expected = hasRead || IsHere(read) ? read : before ?? read;
            if (expected is null)
            {
                await Assert.ThrowsAsync<RegistryUnavailableException>(() => registry.GetDeploymentAsync("m"));
                return;
            }

            Assert.Equal(expected, await registry.GetDeploymentAsync("m"));
            if (IsHere(expected))
            {
                Assert.Equal([(byte)expected.Plan.LiveVersion], Assert.Single((await CachedHost.ServeAsync(registry)).Bytes));
            }
        }

        bool IsHere(Deployment? plan) => plan is not null && opened.Contains(plan.Plan.LiveVersion);
    }
}

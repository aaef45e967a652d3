using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace MlOps.Registry.Conformance;

/// <summary>What holds for a registry on any store. A store's tests derive from this and say how the store is added.</summary>
public abstract partial class RegistryConformance : IAsyncDisposable
{
    protected static readonly ModelVersionSpec Spec = new() { Owner = "team", Purpose = "a test" };
    protected static readonly ChangeReason Because = new("a test says so");
    private readonly List<ServiceProvider> _opened = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Adds the store that this test uses; every call the same one.</summary>
    protected abstract void AddStore(IModelRegistryBuilder builder);

    /// <summary>Adds the store of another registry, which has nothing to do with this one; every call the same one.</summary>
    protected abstract void AddStoreElsewhere(IModelRegistryBuilder builder);

    /// <summary>Another registry over the same store, as another process has it.</summary>
    protected IModelRegistry Open(Action<RegistryOptions>? configure = null, TimeProvider? time = null) => Open(AddStore, configure, time);

    /// <summary>A registry over the other store.</summary>
    protected IModelRegistry OpenElsewhere(Action<RegistryOptions>? configure = null) => Open(AddStoreElsewhere, o =>
    {
        o.Author = "importer";
        configure?.Invoke(o);
    });

    /// <summary>A registry over the same store, or the other, with keys.</summary>
    protected IModelRegistry OpenWith(Action<IModelRegistryBuilder> keys, bool elsewhere = false, TimeProvider? time = null) => Open(
        builder =>
        {
            (elsewhere ? AddStoreElsewhere : (Action<IModelRegistryBuilder>)AddStore)(builder);
            keys(builder);
        },
        Quick,
        time);

    private IModelRegistry Open(Action<IModelRegistryBuilder> addStore, Action<RegistryOptions>? configure, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? Clock);
        addStore(services.AddModelRegistry(o =>
        {
            o.Author = "tester";
            configure?.Invoke(o);
        }));
        var provider = services.BuildServiceProvider();
        _opened.Add(provider);
        return provider.GetRequiredService<IModelRegistry>();
    }

    protected async Task<IModelRegistry> OpenWithVersionsAsync(int count, string model = "income")
    {
        var registry = Open();
        for (var i = 0; i < count; i++)
        {
            await registry.RegisterAsync(model, Artifact(i), Spec, Stop);
        }

        return registry;
    }

    protected static ModelArtifact Artifact(int seed, int size = 1000)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return ModelArtifact.FromBytes(bytes, "test");
    }

    protected static async Task<byte[]> ReadAsync(Stream stream)
    {
        await using (stream)
        {
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, Stop);
            return memory.ToArray();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var provider in _opened)
        {
            await provider.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

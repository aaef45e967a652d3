using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.Registry.Sqlite.Files;
using MlOps.Registry.Stores;

namespace MlOps.Registry.Sqlite;

public class RegistrationTests
{
    [Fact]
    public void A_relative_directory_starts_from_the_current_directory()
    {
        var directory = new RegistryDirectory(new() { Directory = "models" });

        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "models"), directory.Root);
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "models", "registry.db"), directory.Database);
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "models", "artifacts", "ab", "abc"), directory.Artifact("abc"));
    }

    [Fact]
    public void The_last_store_that_is_added_counts()
    {
        using var provider = new ServiceCollection().AddModelRegistry().UseSqlite("a").UseSqlite("b").Services.BuildServiceProvider();

        Assert.Single(provider.GetServices<IRegistryStore>());
        Assert.EndsWith("b", provider.GetRequiredService<RegistryDirectory>().Root, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddModelRegistry().UseSqlite(directory: " "));
        Assert.Throws<OptionsValidationException>(() => Resolve(o => o.Directory = ""));
        Assert.Throws<OptionsValidationException>(() => Resolve(o => o.BusyTimeoutSeconds = 0));
    }

    [Fact]
    public void Resolving_a_registry_makes_nothing()
    {
        using var registry = new TemporaryRegistry();

        registry.Open();

        Assert.False(Directory.Exists(registry.Directory));
    }

    private static void Resolve(Action<SqliteRegistryOptions> configure)
    {
        using var provider = new ServiceCollection().AddModelRegistry().UseSqlite(configure).Services.BuildServiceProvider();
        provider.GetRequiredService<IModelRegistry>();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MlOps.Registry;

public class RegistryRegistrationTests
{
    [Fact]
    public void Without_a_store_it_says_so_and_how_to_mend_it()
    {
        using var provider = new ServiceCollection().AddModelRegistry().Services.BuildServiceProvider();

        var missing = Assert.Throws<MlOpsException>(() => provider.GetRequiredService<IModelRegistry>());

        Assert.Contains("UseSqlite(directory: \"models\")", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_author_is_the_user_of_the_process_unless_it_is_set()
    {
        Assert.False(string.IsNullOrWhiteSpace(Options(_ => { }).Author));
        Assert.Equal("ci", Options(o => o.Author = "ci").Author);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<OptionsValidationException>(() => Options(o => o.Author = ""));
        Assert.Throws<OptionsValidationException>(() => Options(o => o.PollInterval = TimeSpan.Zero));
        Assert.Throws<OptionsValidationException>(() => Options(o => o.MaxArtifactBytesInMemory = -1));
        Assert.Throws<OptionsValidationException>(() => Options(o => o.MaxFolderFiles = 0));
        Assert.Throws<OptionsValidationException>(() => Options(o => o.MaxFolderBytes = -1));
    }

    [Fact]
    public void Options_bind_from_configuration()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Author"] = "ci", ["PollInterval"] = "00:00:02", ["RequireOwnerAndPurpose"] = "false" })
            .Build();

        var options = Options(o => configuration.Bind(o));

        Assert.Equal(("ci", TimeSpan.FromSeconds(2), false), (options.Author, options.PollInterval, options.RequireOwnerAndPurpose));
    }

    private static RegistryOptions Options(Action<RegistryOptions> configure)
    {
        using var provider = new ServiceCollection().AddModelRegistry(configure).Services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<RegistryOptions>>().Value;
    }
}

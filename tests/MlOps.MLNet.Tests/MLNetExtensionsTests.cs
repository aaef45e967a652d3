using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MlOps;

public sealed class MLNetExtensionsTests
{
    [Fact]
    public void It_adds_the_runtime_of_its_format()
    {
        var builder = new TestBuilder<CensusRow, IncomeScore>();

        Assert.Same(builder, builder.UseMLNet());
        Assert.Equal(MLNetArtifact.Format, builder.Build().Format);
    }

    [Fact]
    public void Options_belong_to_one_model_and_bind_from_configuration()
    {
        var builder = new TestBuilder<CensusRow, IncomeScore>();
        builder.UseMLNet(o => o.WarmEngines = 2);
        builder.Services.Configure<MLNetOptions>("income", new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["MaxEngines"] = "7" }).Build());

        using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<MLNetOptions>>();

        Assert.Equal((7, 2), (options.Get("income").MaxEngines, options.Get("income").WarmEngines));
        Assert.Equal((2 * Environment.ProcessorCount, 1), (options.Get("other").MaxEngines, options.Get("other").WarmEngines));
    }

    [Theory]
    [InlineData(0, 1, nameof(MLNetOptions.MaxEngines))]
    [InlineData(5000, 1, nameof(MLNetOptions.MaxEngines))]
    [InlineData(1, 0, nameof(MLNetOptions.WarmEngines))]
    public void Options_out_of_range_stop_the_start(int max, int warm, string option)
    {
        var builder = new TestBuilder<CensusRow, IncomeScore>();
        builder.UseMLNet(o => (o.MaxEngines, o.WarmEngines) = (max, warm));
        using var services = builder.Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }
}

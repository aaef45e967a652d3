using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.MLNet.Pooling;

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

        var error = Assert.Throws<OptionsValidationException>(() => builder.Build());

        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_are_counted_in_the_hosts_metrics_by_model()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var seen = new List<(string? Meter, string Instrument, long Count, object? Model)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "MlOps.Sdk")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
            seen.Add((instrument.Meter.Name, instrument.Name, count, tags[0].Key == "mlops.model.name" ? tags[0].Value : null)));
        listener.Start();

        new WaitCounter(services.GetService<IMeterFactory>(), "income").Add();
        new WaitCounter(meters: null, "income").Add();

        Assert.Equal([("MlOps.Sdk", "mlops.mlnet.waits", 1, "income")], seen);
    }
}

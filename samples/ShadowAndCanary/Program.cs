using Microsoft.Extensions.DependencyInjection;
using MlOps;
using ShadowAndCanary;
using ShadowAndCanary.Data;
using ShadowAndCanary.Serving;
using ShadowAndCanary.Show;
using ShadowAndCanary.Training;
using ShadowAndCanary.Trial;

var (options, mistake) = SampleOptions.Parse(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(mistake);
    return 2;
}

if (options.Help)
{
    Console.WriteLine(SampleOptions.Usage);
    return 0;
}

Screen.Open();
var temporary = options.Registry is null ? Directory.CreateTempSubdirectory("shadow-and-canary-") : null;
try
{
    var market = new HouseMarket(options.Seed);
    var sales = market.Sales(4_000);
    var old = Trainer.Train(sales, nameof(House.Area), nameof(House.Rooms), nameof(House.Age));
    var better = Trainer.Train(sales, nameof(House.Area), nameof(House.Rooms), nameof(House.Age), nameof(House.KmToStation));

    using var host = PriceHost.Build(options.Registry ?? temporary!.FullName);
    var registry = host.Services.GetRequiredService<IModelRegistry>();
    var live = await Release.RegisterAsync(registry, old, "to serve");
    var candidate = await Release.RegisterAsync(registry, better, "on trial");
    Screen.Chapter("Two versions", "What the second one's makers didn't think of: some customers leave the distance to the station out.");
    Screen.Say(Release.Describe(live));
    Screen.Say(Release.Describe(candidate));

    var stage = new Stage(host.Services, market);
    await stage.DeployAsync(DeploymentPlan.Live(live), new("it is what there is"));
    await host.StartAsync();
    await new Story(stage, live, candidate).PlayAsync();
    await host.StopAsync();
    return 0;
}
catch (MlOpsException e)
{
    // Such as a registry that can't be written: the message says what to do.
    await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
    return 1;
}
finally
{
    temporary?.Delete(recursive: true);
}

using CensusIncome;
using CensusIncome.Data;
using CensusIncome.Scenes;
using CensusIncome.Serving;
using CensusIncome.Show;
using CensusIncome.Training;
using Microsoft.Extensions.DependencyInjection;
using MlOps;

try
{
    var options = SampleOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(SampleOptions.Usage);
        return 0;
    }

    var data = CensusData.Load(options);
    Screen.Open();

    Screen.Chapter("Train two versions", $"Data: {data.Source}, {data.Training.Count} rows to train on, {data.HeldOut.Count} held out.");
    var models = Trainer.Train(data, Recipe.Linear, Recipe.Trees);
    Screen.Show(MetricsTable.Of(data, models));

    var (faults, tap) = (new FaultInjection(), new ModelTap());
    using var host = IncomeHost.Build(options.Registry, faults, tap);
    var registry = host.Services.GetRequiredService<IModelRegistry>();

    Screen.Chapter("Register and deploy", $"Registry: {options.Registry}, which keeps what earlier runs left.");
    var release = await Release.MakeAsync(registry, linear: models[0], trees: models[1]);
    Screen.Show(await VersionTable.OfAsync(registry.ListVersionsAsync(IncomeHost.Model)));

    await host.StartAsync();
    var cast = new Cast(host.Services, release, faults, tap);

    // A host that could answer with "base rate" alone starts as well; this asks for the versions, or says why they can't be served.
    await cast.Host.RefreshAsync(IncomeHost.Model);
    Screen.Say($"The host has started and serves {cast.Host.GetStatus(IncomeHost.Model).Serving}.");

    await CleanRow.PlayAsync(cast);
    await ToleratedNull.PlayAsync(cast);
    await HardError.PlayAsync(cast);
    await SwappedColumns.PlayAsync(cast);
    await FailingModels.PlayAsync(cast);
    await FiringHeuristic.PlayAsync(cast);
    await RollingBack.PlayAsync(cast);
    await History.PlayAsync(cast);

    await host.StopAsync();
    Screen.Chapter("Done", $"Run it again: the registry in {options.Registry} still knows all this, and the next versions join it.");
    return 0;
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
    return 2;
}
catch (MlOpsException e)
{
    // A registry that can't be written, or another run that deployed at the same moment: the message says what to do.
    await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
    return 1;
}

using System.Runtime;
using MlOps.Endurance;
using MlOps.Endurance.Collect;
using MlOps.Endurance.Contention;
using MlOps.Endurance.Crash;
using MlOps.Endurance.Neighbours;
using MlOps.Endurance.Shadow;
using MlOps.Endurance.Swaps;

// As a host does that would rather take more memory than stop its calls for the whole heap.
GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;

// The program starts itself again for the processes that it abuses.
switch (args)
{
    case [CrashWorker.Verb, var folder, var seed]: return await CrashWorker.RunAsync(folder, seed);
    case [CollectWorker.Verb, var folder, var seed]: return await CollectWorker.RunAsync(folder, seed);
    case [ContentionWorker.Verb, var name]: return await ContentionWorker.RunAsync(name);
}

try
{
    var (verb, settings) = Settings.Parse([new CrashVerb(), new ContentionVerb(), new CollectVerb(), new SwapsVerb(), new NeighboursVerb(), new ShadowVerb()], args);
    return await Trial.RunAsync(verb, settings);
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

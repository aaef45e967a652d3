using BenchmarkDotNet.Running;
using MlOps.Benchmarks;
using MlOps.Benchmarks.Heuristics;
using MlOps.Benchmarks.Registry;
using MlOps.Benchmarks.Staging;
using MlOps.Benchmarks.Validation;

// "paired [MODEL …]" prints the ratio that counts, "registry" what the registry costs, "validation" what
// checking rows and batches costs, "heuristics" what rules that don't fire cost, "staging" what a shadow and a canary
// cost their callers; anything else goes to BenchmarkDotNet.
if (args is ["paired", .. var models])
{
    Paired.Run(models.Length == 0 ? ["linear", "lightgbm"] : models);
    return 0;
}

if (args is ["registry", .. var options])
{
    return await RegistryRun.RunAsync(options);
}

if (args is ["validation", .. var asked])
{
    return ValidationRun.Run(asked);
}

if (args is ["heuristics", .. var wanted])
{
    return HeuristicsRun.Run(wanted);
}

if (args is ["staging"])
{
    await StagingRun.RunAsync();
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(HotPath).Assembly).Run(args);
return 0;

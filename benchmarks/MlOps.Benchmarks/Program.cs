using BenchmarkDotNet.Running;
using MlOps.Benchmarks;
using MlOps.Benchmarks.Heuristics;
using MlOps.Benchmarks.Registry;
using MlOps.Benchmarks.Validation;

// "paired [MODEL …]" prints the ratio that counts, "registry" what the registry costs, "validation" what
// checking rows and batches costs, "heuristics" what rules that don't fire cost; anything else goes to BenchmarkDotNet.
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

BenchmarkSwitcher.FromAssembly(typeof(HotPath).Assembly).Run(args);
return 0;

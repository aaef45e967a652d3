using BenchmarkDotNet.Running;
using MlOps.Benchmarks;

// "paired [MODEL …]" prints the ratio that counts; anything else goes to BenchmarkDotNet.
if (args is ["paired", .. var models])
{
    Paired.Run(models.Length == 0 ? ["linear", "lightgbm"] : models);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(HotPath).Assembly).Run(args);

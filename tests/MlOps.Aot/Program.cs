using MlOps.Aot;

// Runs what an application does with the libraries, compiled ahead of time: a fault of trimming shows here or not before production.
var checks = new Checks();
try
{
    await GuardedChecks.RunAsync(checks);
    await ConfiguredRuleChecks.RunAsync(checks);
    await ColumnChecks.RunAsync(checks);
    await BatchChecks.RunAsync(checks);
    await AnswerChecks.RunAsync(checks);
    await RegistryChecks.RunAsync(checks);
    await GoldenChecks.RunAsync(checks);
    await ShadowChecks.RunAsync(checks);
}
catch (Exception e) when (e is not OutOfMemoryException)
{
    Console.WriteLine(e);
    checks.That($"no exception, but there was {e.GetType().Name}", false);
}

Console.WriteLine(checks.FirstBroken is { } broken ? $"broken: {broken}" : "held");
return checks.FirstBroken is null ? 0 : 1;

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>
/// Each operation is run once for every step that it takes on the disk and everything that can go wrong there. What it left is then
/// opened by a registry that knows nothing of it.
/// </summary>
/// <remarks>A look changes nothing on the disk: one that fails leaves what the step before it left, so looks are no steps here.</remarks>
public sealed class EveryStepTests
{
    public static TheoryData<string> Operations => [.. Operation.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Whatever_goes_wrong_at_any_step_leaves_the_old_state_or_the_new_one(string operation)
    {
        using var trial = await StepTrial.PrepareAsync(Operation.All.Single(o => o.Name == operation));
        var steps = await trial.RunUndisturbedAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{operation}, {steps.Count} steps:\n{string.Join('\n', steps)}");

        // Bytes are several writes, so that one can fail between two of them.
        Assert.Equal(operation.Contains("registration", StringComparison.Ordinal), steps.Count(s => s.StartsWith("write ", StringComparison.Ordinal)) > 1);

        foreach (var fault in Enumerable.Range(1, steps.Count).SelectMany(Fault.AllAt))
        {
            foreach (var loss in Enum.GetValues<Loss>())
            {
                Assert.True(await trial.RunAsync(fault, loss));
            }

            if (!fault.Stops)
            {
                await trial.RunTwiceAsync(fault);
            }
        }

        Assert.False(await trial.RunAsync(new(steps.Count + 1, Stops: true, IsDone: false), Loss.Everything), "There was one more step.");
    }
}

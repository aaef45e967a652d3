using System.Diagnostics;

namespace MlOps.Endurance;

public class ProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("crash", "--rounds", "8", "--seed", "20261123")]
    [InlineData("contention", "--processes", "3", "--rounds", "3", "--seed", "20261123")]
    [InlineData("collect", "--processes", "3", "--rounds", "3", "--seed", "20261123")]
    [InlineData("swaps", "--rounds", "60", "--seed", "20261123")]
    [InlineData("neighbours", "--trees", "20", "--rounds", "3", "--seed", "20261123")]
    [InlineData("shadow", "--rounds", "1", "--seed", "20261123")]
    public async Task It_holds(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(string.Join(' ', arguments), output[0]);
        Assert.Equal("held", output[^1]);
    }

    [Theory]
    [InlineData("Say what must hold: crash ")]
    [InlineData("Say what must hold: crash ", "smash")]
    [InlineData("There is no '--round': crash ", "crash", "--round", "3")]
    [InlineData("There is no '--processes': crash ", "crash", "--processes", "3")]
    [InlineData("--rounds wants a whole number of at least 1.", "crash", "--rounds")]
    [InlineData("--rounds wants a whole number of at least 1.", "crash", "--rounds", "0")]
    [InlineData("--seed wants a whole number of at least 0.", "contention", "--rounds", "3", "--seed", "-1")]
    [InlineData("--processes wants a whole number of at least 2.", "contention", "--processes", "one")]
    public async Task Wrong_arguments_are_one_line(string says, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith(says, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string[] Output, string Errors)> RunAsync(string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var program = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(Trial).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        try
        {
            var errors = program.StandardError.ReadToEndAsync(patience.Token);
            var output = await program.StandardOutput.ReadToEndAsync(patience.Token);
            await program.WaitForExitAsync(patience.Token);
            return (program.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors);
        }
        finally
        {
            // Its own processes end when it does.
            program.Kill();
        }
    }
}

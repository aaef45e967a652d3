using System.Diagnostics;

namespace MlOps.Samples;

/// <summary>A sample, started as a process of its own in a directory of its own.</summary>
/// <param name="program">Its name.</param>
internal sealed class SampleProcess(string program) : IDisposable
{
    // Enough to train and measure with, and quick.
    public const string FewRows = "1000";

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("sample-").FullName;

    public string Registry => Path.Combine(Directory, "registry");

    public Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        WorkingDirectory = Directory,
    })!;

    /// <summary>Runs the sample to its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}

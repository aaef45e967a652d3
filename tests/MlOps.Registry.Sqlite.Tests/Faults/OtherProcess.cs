using System.Diagnostics;

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>Runs a test of this assembly in a process of its own.</summary>
internal static class OtherProcess
{
    /// <summary>In the other process, the folder that it was given: its home, and where it may write. Null in this one.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("MLOPS_OTHER_PROCESS");

    public const string SetPriv = "/usr/bin/setpriv";

    /// <summary>Runs the test as this user.</summary>
    public static Task RunAsync(Type type, string test, string folder) => RunAsync("dotnet", [], type, test, folder);

    /// <summary>Runs the test as a user who may do nothing but what anybody may.</summary>
    public static Task RunAsNobodyAsync(Type type, string test, string folder) =>
        RunAsync(SetPriv, ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet"], type, test, folder);

    private static async Task RunAsync(string program, string[] arguments, Type type, string test, string folder)
    {
        var start = new ProcessStartInfo(
            program,
            [.. arguments, "exec", type.Assembly.Location, "--filter-method", $"{type.FullName}.{test}", "--fail-skips", "on", "--results-directory", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in new[] { "MLOPS_OTHER_PROCESS", "HOME", "TMPDIR" })
        {
            start.Environment[name] = folder;
        }

        start.Environment["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, output + await errors);
        }
        finally
        {
            process.Kill();
        }
    }
}

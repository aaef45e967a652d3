using System.Diagnostics;
using System.Text.Json;

namespace MlOps.Endurance;

/// <summary>This program, started once more with a hidden verb. The two talk in lines of JSON.</summary>
internal sealed class OtherProcess : IDisposable
{
    // No answer takes a tenth of this on a slow disk; a process that takes longer hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private OtherProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static OtherProcess Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(OtherProcess).Assembly.Location, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!);

    public void Say<T>(T what)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(what));
        _process.StandardInput.Flush();
    }

    /// <exception cref="BrokenException">It ended, or says nothing.</exception>
    public async Task<T> HearAsync<T>()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line
                ? JsonSerializer.Deserialize<T>(line)!
                : throw new BrokenException($"a process ended by itself: {await _errors}");
        }
        catch (OperationCanceledException)
        {
            throw new BrokenException($"a process said nothing for {Patience.TotalSeconds} s");
        }
    }

    /// <summary>Kills it where it stands.</summary>
    /// <returns>What it had said and nobody had heard.</returns>
    /// <exception cref="BrokenException">It had failed before.</exception>
    public async Task<IReadOnlyList<T>> KillAsync<T>()
    {
        _process.Kill();
        var said = await _process.StandardOutput.ReadToEndAsync();
        var errors = await _errors;
        await _process.WaitForExitAsync();
        BrokenException.Unless(errors.Length == 0, () => $"a process failed before it was killed: {errors}");

        // What comes after the last end of a line was cut off: it was never said.
        return [.. said.Split('\n')[..^1].Select(line => JsonSerializer.Deserialize<T>(line)!)];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}

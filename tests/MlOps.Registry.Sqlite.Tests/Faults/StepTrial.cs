using System.Security.Cryptography;

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>Runs one operation again and again, each time on a copy of the same folder and with another fault.</summary>
internal sealed class StepTrial : IDisposable
{
    // In memory where there is such a directory: the machine doesn't really stop, so SQLite's own flushes would only take time.
    private static readonly string? Quick = Directory.Exists("/dev/shm") ? "/dev/shm" : null;

    private readonly Operation _operation;
    private readonly TemporaryRegistry _before = new(Quick);
    private string _old = "";
    private string _new = "";

    private StepTrial(Operation operation) => _operation = operation;

    public static async Task<StepTrial> PrepareAsync(Operation operation)
    {
        var trial = new StepTrial(operation);
        foreach (var earlier in operation.Before)
        {
            await earlier.Run(Open(trial._before));
        }

        trial._before.Close();
        return trial;
    }

    /// <summary>Runs it without a fault, which says what the old state and the new one are.</summary>
    /// <returns>The steps it takes.</returns>
    public async Task<IReadOnlyList<string>> RunUndisturbedAsync()
    {
        using var folder = Copy();
        if (_operation.Before.Length > 0)
        {
            _old = await DescribeAsync(Open(folder));
            folder.Close();
        }

        var disk = new FaultyDisk(folder.Parent, Fault.None);
        await _operation.Run(folder.Open(disk: disk));
        folder.Close();
        disk.Lose(Loss.Everything);
        _new = await DescribeAsync(Open(folder));
        Assert.NotEqual(_old, _new);
        return disk.Steps;
    }

    /// <summary>Runs it with a fault, stops the machine, and looks at what is left; then does it once more.</summary>
    /// <returns>Whether it came as far as the fault.</returns>
    public async Task<bool> RunAsync(Fault fault, Loss loss)
    {
        using var folder = Copy();
        var disk = new FaultyDisk(folder.Parent, fault);
        var isAcknowledged = await TryAsync(folder.Open(disk: disk), fault);
        folder.Close();
        disk.Lose(loss);

        var what = $"{fault} at '{(disk.IsReached ? disk.Steps[fault.Step - 1] : "none")}', losing {loss}";
        var registry = Open(folder);
        var left = await DescribeAsync(registry);
        Assert.True(left == _new || (left == _old && !isAcknowledged), $"{what}: {left}");
        Assert.True((await registry.VerifyAsync()).IsSound, what);

        await _operation.Run(registry);
        await AssertIsDoneAsync(registry, what);
        return disk.IsReached;
    }

    /// <summary>Runs it with a fault, and at once again in the same process; only then the machine stops.</summary>
    public async Task RunTwiceAsync(Fault fault)
    {
        using var folder = Copy();
        var disk = new FaultyDisk(folder.Parent, fault);
        var registry = folder.Open(disk: disk);
        await TryAsync(registry, fault);
        await _operation.Run(registry);
        folder.Close();
        disk.Lose(Loss.Everything);

        await AssertIsDoneAsync(Open(folder), $"{fault} at '{disk.Steps[fault.Step - 1]}', and again");
    }

    public void Dispose() => _before.Dispose();

    // Nothing goes wrong here, so nothing need be flushed.
    private static IModelRegistry Open(TemporaryRegistry folder) => folder.Open(disk: new FaultyDisk(folder.Parent, Fault.None));

    private async Task<bool> TryAsync(IModelRegistry registry, Fault fault)
    {
        try
        {
            await _operation.Run(registry);
            return true;
        }
        catch (RegistryUnavailableException) when (!fault.Stops)
        {
            return false;
        }
        catch (MachineStoppedException) when (fault.Stops)
        {
            return false;
        }
    }

    private async Task AssertIsDoneAsync(IModelRegistry registry, string what)
    {
        Assert.True(await DescribeAsync(registry) == _new, what);
        Assert.True((await registry.VerifyAsync()).Problems.Count == 0, what);
    }

    // With the digests of the bytes as they are read, not as the record names them.
    private static async Task<string> DescribeAsync(IModelRegistry registry)
    {
        var lines = new List<string>();
        await foreach (var version in registry.ListVersionsAsync(Operation.Model))
        {
            await using var bytes = await registry.OpenAsync(version);
            lines.Add($"{version} {version.RegistrationId} {Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes))}");
        }

        await foreach (var deployment in registry.GetHistoryAsync(Operation.Model))
        {
            lines.Add(deployment.ToString());
        }

        return string.Join('\n', lines);
    }

    private TemporaryRegistry Copy()
    {
        var copy = new TemporaryRegistry(Quick);
        foreach (var file in Directory.EnumerateFiles(_before.Parent, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Parent, Path.GetRelativePath(_before.Parent, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }
}

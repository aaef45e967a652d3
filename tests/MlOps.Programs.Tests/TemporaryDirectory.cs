namespace IncomeApi;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mlops-programs-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

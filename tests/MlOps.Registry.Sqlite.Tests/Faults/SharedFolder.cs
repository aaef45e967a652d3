namespace MlOps.Registry.Sqlite.Faults;

/// <summary>A folder that every user may write.</summary>
internal sealed class SharedFolder : IDisposable
{
    public SharedFolder()
    {
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Everybody = (UnixFileMode)0x1FF;
            File.SetUnixFileMode(Path, Everybody);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("mlops-shared-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

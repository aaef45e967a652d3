namespace MlOps.Registry.Versions;

/// <summary>A temporary file that no other user can open and that is gone when it is closed.</summary>
internal static class PrivateFile
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"mlops-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        // Without a name nobody else finds it, and a killed process leaves nothing behind.
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}

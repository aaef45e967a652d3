namespace MlOps.Routing.Sources;

/// <summary>A new temporary folder that no other user can open. It is removed when it is disposed.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-");

    /// <summary>A name in it that nothing has.</summary>
    public string Inside => Path.Combine(_folder.FullName, "model");

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A runtime still holds a file of it, which some operating systems don't let go: what stays is private and in the way of nobody.
        }
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Endurance;

/// <summary>A registry on a folder, as a process of its own would open it, until it is disposed.</summary>
internal sealed class OpenRegistry : IDisposable
{
    /// <summary>The one model that everything is about.</summary>
    public const string Model = "income";

    private readonly ServiceProvider _services;

    public OpenRegistry(string folder, string author)
    {
        Folder = folder;
        _services = new ServiceCollection()
            .AddModelRegistry(o => (o.Author, o.RequireOwnerAndPurpose, o.PollInterval) = (author, false, TimeSpan.FromMilliseconds(20)))
            .UseSqlite(folder).Services.BuildServiceProvider();
        Registry = _services.GetRequiredService<IModelRegistry>();
    }

    public string Folder { get; }

    public IModelRegistry Registry { get; }

    /// <summary>A folder that nobody has used. Who is done with it deletes it; after a broken run it stays, to be looked at.</summary>
    public static string NewFolder() => Path.Combine(Directory.CreateTempSubdirectory("mlops-endurance-").FullName, "models");

    public static void Delete(string folder) => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    public void Dispose() => _services.Dispose();
}

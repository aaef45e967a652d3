namespace MlOps.Endurance.Crash;

/// <summary>What a kill left among the artifacts. It tells how far a registration had come; nothing is judged by it.</summary>
internal sealed class Leftovers(string folder)
{
    private string Artifacts => Path.Combine(folder, "artifacts");

    /// <summary>The size of the file that was being written, or null; and it is gone, where the store would wait for a day.</summary>
    public long? TakeTemporary()
    {
        long? size = null;
        foreach (var file in Directory.Exists(Artifacts) ? new DirectoryInfo(Artifacts).GetFiles("*.tmp") : [])
        {
            size = file.Length;
            file.Delete();
        }

        return size;
    }

    public bool Holds(string digest) => File.Exists(Path.Combine(Artifacts, digest[..2], digest));
}

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>A file whose writes and flushes are steps of a faulty disk.</summary>
internal sealed class FaultyFile(string path, FaultyDisk disk) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0)
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var bytes = buffer.ToArray();
        disk.Write(Name, () => base.Write(bytes));
    }

    public override void Flush(bool flushToDisk)
    {
        if (flushToDisk)
        {
            disk.FlushFile(Name);
        }
    }
}

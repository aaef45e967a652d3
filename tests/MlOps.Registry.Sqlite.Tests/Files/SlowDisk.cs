namespace MlOps.Registry.Sqlite.Files;

/// <summary>The machine's disk, on which flushing a file begins and doesn't end until it may.</summary>
internal sealed class SlowDisk : IDisk, IDisposable
{
    private readonly LocalDisk _disk = new();

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ManualResetEventSlim MayEnd { get; } = new();

    public void CreateDirectory(string path) => _disk.CreateDirectory(path);

    public FileStream Create(string path) => new SlowFile(path, this);

    public void Move(string from, string to) => _disk.Move(from, to);

    public void Delete(string path) => _disk.Delete(path);

    public void Flush(string directory) => _disk.Flush(directory);

    public void Commit(Action commit) => _disk.Commit(commit);

    public void Dispose() => MayEnd.Dispose();

    private sealed class SlowFile(string path, SlowDisk disk) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0)
    {
        public override void Flush(bool flushToDisk)
        {
            if (flushToDisk)
            {
                disk.Begun.TrySetResult();
                disk.MayEnd.Wait();
            }

            base.Flush(flushToDisk);
        }
    }
}

namespace MlOps.Pooling;

/// <summary>An engine that notices when two calls use it at once, or one after its end.</summary>
internal sealed class FakeEngine : IDisposable
{
    private int _users;
    private int _faults;

    public int Faults => _faults;

    public bool Disposed { get; private set; }

    public void Use()
    {
        if (Interlocked.Increment(ref _users) != 1 || Disposed)
        {
            Interlocked.Increment(ref _faults);
        }

        Thread.SpinWait(5);
        Interlocked.Decrement(ref _users);
    }

    public void Dispose()
    {
        if (Disposed || Volatile.Read(ref _users) != 0)
        {
            Interlocked.Increment(ref _faults);
        }

        Disposed = true;
    }
}

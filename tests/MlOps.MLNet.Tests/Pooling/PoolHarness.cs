using MlOps.MLNet.Pooling;

namespace MlOps.Pooling;

/// <summary>A pool of fake engines, and what it did.</summary>
internal sealed class PoolHarness
{
    private int _waited;
    private int _drained;
    private int _made;
    private int _making;
    private int _failures;

    public PoolHarness(int maxEngines, int failures = 0)
    {
        _failures = failures;
        Pool = new(Make, maxEngines, () => Interlocked.Increment(ref _waited), () => Interlocked.Increment(ref _drained));
    }

    public EnginePool<FakeEngine> Pool { get; }

    public int Waited => _waited;

    public int Drained => _drained;

    public int Made => _made;

    /// <summary>How often making was entered while it was under way.</summary>
    public int MadeAtOnce { get; private set; }

    public List<FakeEngine> Engines { get; } = [];

    public async Task UseAsync(CancellationToken cancellationToken)
    {
        var slot = Pool.TryRent() ?? await Pool.RentAsync(cancellationToken);
        slot.Engine!.Use();
        Pool.Return(slot);
    }

    private FakeEngine Make()
    {
        if (Interlocked.Increment(ref _making) != 1)
        {
            MadeAtOnce++;
        }

        try
        {
            Thread.SpinWait(50);
            if (_failures-- > 0)
            {
                throw new InvalidOperationException("No engine today.");
            }

            var engine = new FakeEngine();
            Engines.Add(engine);
            _made++;
            return engine;
        }
        finally
        {
            Interlocked.Decrement(ref _making);
        }
    }
}

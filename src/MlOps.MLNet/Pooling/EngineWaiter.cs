namespace MlOps.MLNet.Pooling;

/// <summary>A call in the queue for an engine. It is given a slot, which may still need its engine to be made.</summary>
internal sealed class EngineWaiter<TEngine>(EnginePool<TEngine> pool)
    : TaskCompletionSource<EngineSlot<TEngine>>(TaskCreationOptions.RunContinuationsAsynchronously)
    where TEngine : class, IDisposable
{
    public void Cancel(CancellationToken cancellationToken)
    {
        if (pool.Leave(this))
        {
            SetCanceled(cancellationToken);
        }
    }
}

namespace MlOps.Routing.Calls;

/// <summary>One call, to be run by a worker.</summary>
internal abstract class WorkerCall
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Guarded by the pool's lock.</summary>
    public WorkerCallState State { get; set; }

    /// <summary>Lets go of the model, once the call returns; null while its caller waits. Guarded by the pool's lock.</summary>
    public Action? LetGo { get; set; }

    /// <summary>Runs it to its end, on the worker's thread; never throws.</summary>
    public void Run()
    {
        if (_context is null)
        {
            Work();
        }
        else
        {
            ExecutionContext.Run(_context, static call => ((WorkerCall)call!).Work(), this);
        }
    }

    protected abstract void Work();
}

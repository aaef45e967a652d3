namespace MlOps.Routing.Calls;

/// <summary>How far a call has come.</summary>
internal enum WorkerCallState
{
    /// <summary>It waits for a worker.</summary>
    Waiting,

    /// <summary>A worker runs it.</summary>
    Running,

    /// <summary>A worker runs it, and it is overdue: the worker is stuck.</summary>
    Overdue,

    /// <summary>It has returned, or was given up before a worker took it.</summary>
    Ended,
}

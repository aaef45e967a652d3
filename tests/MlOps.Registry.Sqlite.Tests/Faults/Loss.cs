namespace MlOps.Registry.Sqlite.Faults;

/// <summary>How much of what wasn't flushed a stop of the machine loses. A file system may have written any of it by itself.</summary>
internal enum Loss
{
    Everything,

    /// <summary>Names are kept, the bytes under them are lost.</summary>
    Bytes,

    /// <summary>As when the process was killed.</summary>
    Nothing,
}

namespace MlOps.Registry.Sqlite.Faults;

/// <summary>Nothing runs after this. It is of no kind that anybody catches.</summary>
internal sealed class MachineStoppedException : Exception;

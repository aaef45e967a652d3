namespace MlOps.Endurance.Swaps;

/// <summary>Why a version can't be loaded.</summary>
internal enum FailureKind
{
    CutBeforeRegistering,
    CutOnDisk,
    WrongType,
    ThrowingLoader,
    GoldenMismatch,
    RegistryGone,
}

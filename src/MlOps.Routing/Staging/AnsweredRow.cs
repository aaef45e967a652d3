using System.Runtime.InteropServices;

namespace MlOps.Routing.Staging;

/// <summary>A row that was asked, and waits to be asked again of the other version.</summary>
/// <param name="Row">The row, or the host's copy of it.</param>
/// <param name="Answer">What it was answered; of no use where that failed.</param>
/// <param name="Failure">Why the canary gave no valid answer; null where there is one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AnsweredRow<TInput, TOutput>(TInput Row, TOutput Answer, AttemptFailure? Failure = null);

using System.Runtime.InteropServices;

namespace MlOps.Routing.Staging;

/// <summary>A row that was answered, and waits to be asked again of the other version.</summary>
/// <param name="Row">The row, or the host's copy of it.</param>
/// <param name="Answer">What it was answered.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AnsweredRow<TInput, TOutput>(TInput Row, TOutput Answer);

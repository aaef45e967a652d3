using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Rounding;

/// <summary>Checks the annotations of <see cref="SnapOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class SnapOptionsValidator : IValidateOptions<SnapOptions>;

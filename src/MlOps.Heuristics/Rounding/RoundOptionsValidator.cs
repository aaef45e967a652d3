using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Rounding;

/// <summary>Checks the annotations of <see cref="RoundOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class RoundOptionsValidator : IValidateOptions<RoundOptions>;

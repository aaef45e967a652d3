using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Hysteresis;

/// <summary>Checks the annotations of <see cref="HysteresisOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class HysteresisOptionsValidator : IValidateOptions<HysteresisOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Confidence;

/// <summary>Checks the annotations of <see cref="ConfidenceOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class ConfidenceOptionsValidator : IValidateOptions<ConfidenceOptions>;

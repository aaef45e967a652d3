using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Hits;

/// <summary>Checks the annotations of <see cref="HitsOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class HitsOptionsValidator : IValidateOptions<HitsOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Conditions;

/// <summary>Checks the annotations of <see cref="HeuristicOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class HeuristicOptionsValidator : IValidateOptions<HeuristicOptions>;

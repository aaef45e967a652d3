using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Duplicates;

/// <summary>Checks the annotations of <see cref="DuplicateOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class DuplicateOptionsValidator : IValidateOptions<DuplicateOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Lists;

/// <summary>Checks the annotations of <see cref="ListOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class ListOptionsValidator : IValidateOptions<ListOptions>;

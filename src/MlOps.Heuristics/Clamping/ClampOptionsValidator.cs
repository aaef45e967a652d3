using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Clamping;

/// <summary>Checks the annotations of <see cref="ClampOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class ClampOptionsValidator : IValidateOptions<ClampOptions>;

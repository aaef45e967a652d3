using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Cooldowns;

/// <summary>Checks the annotations of <see cref="CooldownOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class CooldownOptionsValidator : IValidateOptions<CooldownOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Routing.HealthChecks;

/// <summary>Checks the annotations of <see cref="ModelHealthOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class ModelHealthOptionsValidator : IValidateOptions<ModelHealthOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Routing.Declaration;

/// <summary>Checks the annotations of <see cref="ModelOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Registry;

[OptionsValidator]
internal sealed partial class RegistryOptionsValidator : IValidateOptions<RegistryOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Registry.Caching;

[OptionsValidator]
internal sealed partial class RegistryCacheOptionsValidator : IValidateOptions<RegistryCacheOptions>;

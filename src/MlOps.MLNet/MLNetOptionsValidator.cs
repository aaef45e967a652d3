using Microsoft.Extensions.Options;

namespace MlOps.MLNet;

[OptionsValidator]
internal sealed partial class MLNetOptionsValidator : IValidateOptions<MLNetOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Routing.Declaration;

/// <summary>Checks the annotations of <see cref="CallTimeoutOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class CallTimeoutOptionsValidator : IValidateOptions<CallTimeoutOptions>;

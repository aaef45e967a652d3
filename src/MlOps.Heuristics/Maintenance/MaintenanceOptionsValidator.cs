using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Maintenance;

/// <summary>Checks the annotations of <see cref="MaintenanceOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class MaintenanceOptionsValidator : IValidateOptions<MaintenanceOptions>;

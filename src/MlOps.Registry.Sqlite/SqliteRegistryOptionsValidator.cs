using Microsoft.Extensions.Options;

namespace MlOps.Registry.Sqlite;

[OptionsValidator]
internal sealed partial class SqliteRegistryOptionsValidator : IValidateOptions<SqliteRegistryOptions>;

using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Budgets;

/// <summary>Checks the annotations of <see cref="BudgetOptions"/> with generated code.</summary>
[OptionsValidator]
internal sealed partial class BudgetOptionsValidator : IValidateOptions<BudgetOptions>;

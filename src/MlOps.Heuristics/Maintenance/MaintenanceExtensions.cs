using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using MlOps.Building;
using MlOps.Heuristics.Building;
using MlOps.Heuristics.Maintenance;
using MlOps.Heuristics.Rules;

namespace MlOps;

/// <summary>Withholds alerts during maintenance.</summary>
public static class MaintenanceExtensions
{
    internal static readonly RuleKind<MaintenanceOptions> Kind =
        new("maintenance", new MaintenanceOptionsValidator(), (section, options) => section.Bind(options, o => o.ErrorOnUnknownConfiguration = true))
        {
            Parts = new Dictionary<Type, IReadOnlyList<PropertyInfo>>
            {
                [typeof(MaintenanceWindow)] = typeof(MaintenanceWindow).GetProperties(),
                [typeof(MaintenanceSpan)] = typeof(MaintenanceSpan).GetProperties(),
            },
        };

    /// <summary>Adds a rule that withholds alerts in windows of maintenance.</summary>
    /// <param name="builder">The model's builder.</param>
    /// <param name="name">What predictions, logs and metrics call the rule; one of a kind within the model.</param>
    /// <param name="when">Which answers are alerts; all others pass by.</param>
    /// <param name="configure">Sets the rule's options: the windows.</param>
    /// <remarks>It goes by the host's clock: one that is wrong or set back moves the windows with it. An unknown time zone is a mistake told at start-up.</remarks>
    public static IModelBuilder<TInput, TOutput> SuppressDuringMaintenance<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        this IModelBuilder<TInput, TOutput> builder, string name, Func<TInput, TOutput, bool> when, Action<MaintenanceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(when);
        return builder.AddLayer(
            name, Kind, configure, (options, context) => new MaintenanceLayer<TInput, TOutput>(options, context.Time, when), when);
    }
}

using System.Diagnostics.CodeAnalysis;
using MlOps.Checks;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Building;

/// <summary>Makes the check of one version, file or function from what was registered and what was written in code.</summary>
internal static class RowCheckFactory
{
    /// <exception cref="ModelLoadException">A version has nothing to check by, or what was registered with it doesn't fit: that concerns this version.</exception>
    /// <exception cref="ModelConfigurationException">A file or a function has nothing to check by: that concerns the declaration.</exception>
    public static IRowCheck<T> Create<[DynamicallyAccessedMembers(RowMembers.All)] T>(
        CheckContext context, CheckedSide side, SchemaDraft<T>? code)
    {
        var registered = side == CheckedSide.Input ? context.Version?.InputSchema : context.Version?.OutputSchema;
        if (registered is null && code is null)
        {
            throw Refused(context, [NothingToCheckBy(context.Version, side)]);
        }

        return new RowValidator<T>(
            registered ?? new(),
            code,
            side == CheckedSide.Input ? SchemaEnvironments.Serving : SchemaEnvironments.Outputs,
            refuse: mistakes => throw Refused(context, [.. mistakes.Select(m => $"{side} check of {Subject(context.Version)} over {typeof(T).Name}: {m}")]));
    }

    private static MlOpsException Refused(CheckContext context, IReadOnlyList<string> mistakes) => context.Version is null
        ? new ModelConfigurationException(context.Model, mistakes)
        : new ModelLoadException(string.Join(" ", mistakes));

    private static string NothingToCheckBy(ModelVersion? version, CheckedSide side)
    {
        var rulesInCode = $"write the rules in code, as in Validate{side}(s => s.Column(…))";
        return version is null
            ? $"Validate{side}() checks by the schema registered with a version, and a file or function has none; {rulesInCode}."
            : $"Validate{side}() has nothing to check {version} by, which was registered without an {side.ToString().ToLowerInvariant()} schema; "
                + $"register it anew with ModelVersionSpec.{side}Schema, or {rulesInCode}.";
    }

    private static string Subject(ModelVersion? version) => version?.ToString() ?? "a file or function";
}

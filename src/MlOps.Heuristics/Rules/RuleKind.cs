using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MlOps.Heuristics.Rules;

/// <summary>A kind of rule: its name, and what its options are held to.</summary>
/// <param name="Name">What reports call the kind.</param>
/// <param name="Validator">Checks the options.</param>
/// <param name="Bind">Writes a section of the configuration into options, refusing keys that are none. It stands where the type is known, so that the binder is generated.</param>
internal sealed record RuleKind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
    string Name, IValidateOptions<TOptions> Validator, Action<IConfiguration, TOptions> Bind)
    where TOptions : HeuristicOptions, new()
{
    /// <summary>The options: what the configuration can set, and what tells two rules of the kind apart. In ordinal order.</summary>
    public IReadOnlyList<PropertyInfo> Properties { get; } = [.. typeof(TOptions).GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The properties of the types that lists of the options hold, where those are no single values.</summary>
    public IReadOnlyDictionary<Type, IReadOnlyList<PropertyInfo>> Parts { get; init; } = ImmutableDictionary<Type, IReadOnlyList<PropertyInfo>>.Empty;
}

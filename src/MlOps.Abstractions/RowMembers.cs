using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MlOps;

/// <summary>What trimming must keep of a row type: a type parameter annotated with this can be a row.</summary>
public static class RowMembers
{
    /// <summary>Public properties and fields, which are a row's columns, and public constructors, which make a row of kept values.</summary>
    public const DynamicallyAccessedMemberTypes All =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>
    /// The public instance properties and fields that can be read, as C# would name them on the type: a member hides the inherited ones
    /// of its name. Those of the type itself come first, then those of its bases; indexers are none.
    /// </summary>
    public static IReadOnlyList<MemberInfo> ReadableOf([DynamicallyAccessedMembers(All)] Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var members = new List<MemberInfo>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var level = type; level is not null; level = level.BaseType)
        {
            members.AddRange(level.GetProperties(Declared)
                .Where(p => p.GetIndexParameters().Length == 0 && !OverridesOnlySetter(p))
                .Concat<MemberInfo>(level.GetFields(Declared))
                .Where(m => names.Add(m.Name)));
        }

        return [.. members.Where(m => m is FieldInfo or PropertyInfo { GetMethod.IsPublic: true })];
    }

    // Such a property is still read by the getter that it inherits, and reflection shows that one on the base alone.
    private static bool OverridesOnlySetter(PropertyInfo property) =>
        property is { GetMethod: null, SetMethod: { } setter } && setter.GetBaseDefinition() != setter;
}

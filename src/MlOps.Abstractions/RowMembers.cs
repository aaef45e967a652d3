using System.Diagnostics.CodeAnalysis;

namespace MlOps;

/// <summary>What trimming must keep of a row type: a type parameter annotated with this can be a row.</summary>
public static class RowMembers
{
    /// <summary>Public properties and fields, which are a row's columns.</summary>
    public const DynamicallyAccessedMemberTypes All =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields;
}

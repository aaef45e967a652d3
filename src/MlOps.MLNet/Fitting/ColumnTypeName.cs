using Microsoft.ML.Data;

namespace MlOps.MLNet.Fitting;

/// <summary>Writes ML.NET's column types as one declares them in C#.</summary>
internal static class ColumnTypeName
{
    public static string Of(DataViewType type) => type switch
    {
        VectorDataViewType { IsKnownSize: true } vector => $"{Of(vector.ItemType)}[] with [VectorType({string.Join(", ", vector.Dimensions)})]",
        VectorDataViewType vector => $"{Of(vector.ItemType)}[]",
        KeyDataViewType key => $"{Of(key.RawType)} with [KeyType({key.Count})]",
        _ => Of(type.RawType),
    };

    private static string Of(Type type) => type switch
    {
        _ when type == typeof(ReadOnlyMemory<char>) => "string",
        _ when type == typeof(float) => "float",
        _ when type == typeof(double) => "double",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(sbyte) => "sbyte",
        _ when type == typeof(byte) => "byte",
        _ when type == typeof(short) => "short",
        _ when type == typeof(ushort) => "ushort",
        _ when type == typeof(int) => "int",
        _ when type == typeof(uint) => "uint",
        _ when type == typeof(long) => "long",
        _ when type == typeof(ulong) => "ulong",
        _ => type.Name,
    };
}

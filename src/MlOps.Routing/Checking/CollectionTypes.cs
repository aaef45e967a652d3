using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MlOps.Routing.Checking;

/// <summary>Knows the types whose items can be read again and again without side effects.</summary>
internal static class CollectionTypes
{
    /// <summary>
    /// The type of the items; null if the type is no collection. A type that promises no more than to be enumerable is one, because what
    /// it holds may be a list; whether it is shows at the value.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that trimming took from a type is one that nothing asks for.")]
    public static Type? ItemTypeOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : BufferMethod(type, "GetValues") is { } values && BufferMethod(type, "DenseValues") is not null ? values.ReturnType.GetGenericArguments()[0]
        : IsMemory(type) || NumberShape.IsGeneric(type, typeof(IEnumerable<>)) ? type.GetGenericArguments()[0]
        : type.GetInterfaces().Prepend(type).FirstOrDefault(IsCollection)?.GetGenericArguments()[0];

    public static bool IsMemory(Type type) =>
        NumberShape.IsGeneric(type, typeof(ReadOnlyMemory<>)) || NumberShape.IsGeneric(type, typeof(Memory<>));

    /// <summary>
    /// A method of ML.NET's <c>VBuffer</c>, known by its shape because only one package here references ML.NET: <c>GetValues</c> gives a
    /// span of the values that are stored, <c>DenseValues</c> enumerates all of them. Null if the type is nothing of that kind.
    /// </summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "ML.NET can't be trimmed; its types are whole wherever they are.")]
    public static MethodInfo? BufferMethod(Type type, string name) =>
        type is { IsValueType: true, IsGenericType: true }
        && type.GetMethod(name, BindingFlags.Public | BindingFlags.Instance, []) is { } method
        && NumberShape.IsGeneric(method.ReturnType, name == "GetValues" ? typeof(ReadOnlySpan<>) : typeof(IEnumerable<>))
            ? method
            : null;

    private static bool IsCollection(Type type) =>
        NumberShape.IsGeneric(type, typeof(IReadOnlyCollection<>)) || NumberShape.IsGeneric(type, typeof(ICollection<>));
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Rows;

/// <summary>
/// Columns of ML.NET's <c>VBuffer</c>, known by its shape because only one package here references ML.NET: a generic struct with a <c>Length</c> and a
/// span of the values that it stores, which copies itself to a span, dense.
/// </summary>
internal static class BufferVector
{
    /// <summary>Null for a member of any other type, and where no code can be made for it: ML.NET doesn't run there either.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The type's members are asked for below.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "No part of it is made.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "ML.NET can't be trimmed; its types are whole wherever they are.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Not asked where no code can be made.")]
    public static RowVector<TRow>? Create<TRow>(MemberInfo member, Type type)
    {
        var item = RuntimeFeature.IsDynamicCodeSupported && type is { IsValueType: true, IsGenericType: true } ? type.GetGenericArguments()[0] : null;
        if (item is null || (item != typeof(float) && item != typeof(double)) || type.GetMethod("GetValues", [])?.ReturnType != typeof(ReadOnlySpan<>).MakeGenericType(item))
        {
            return null;
        }

        var copy = type.GetMethod("CopyTo", [typeof(Span<>).MakeGenericType(item)]);
        var length = (MemberInfo?)type.GetField("Length") ?? type.GetProperty("Length");
        if (copy is null || length is null)
        {
            return null;
        }

        var reader = typeof(BufferVector<,>).MakeGenericType(type, item);
        reader.GetMethod(nameof(BufferVector<int, int>.Bind))!.Invoke(null, [length, copy]);
        var read = reader.GetMethod(nameof(BufferVector<int, int>.Read))!.CreateDelegate(typeof(Func<,>).MakeGenericType(type, typeof(VectorCell)));
        return (RowVector<TRow>)Activator.CreateInstance(typeof(RowVector<,>).MakeGenericType(typeof(TRow), type), member, read)!;
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using MlOps.Rows;

namespace MlOps.Heuristics.Configured;

/// <summary>Makes an answer with another value in one column, as <c>with</c> does: a copy whose other members are the same. It runs only where a rule fires.</summary>
internal static class ColumnWriter
{
    /// <summary>Null for a column that can't be set.</summary>
    public static Func<TOutput, object, TOutput>? Of<TOutput>(RowColumn<TOutput> column) => column.Member switch
    {
        PropertyInfo { SetMethod.IsPublic: true } property => (answer, value) => With(answer, copy => property.SetValue(copy, value, BindingFlags.DoNotWrapExceptions, null, null, null)),
        FieldInfo { IsInitOnly: false } field => (answer, value) => With(answer, copy => field.SetValue(copy, value)),
        _ => null,
    };

    private static TOutput With<TOutput>(TOutput answer, Action<object> set)
    {
        var copy = Copy(answer!);
        set(copy);
        return (TOutput)copy;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MemberwiseClone")]
    private static extern object Copy(object answer);
}

using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Rows;

/// <summary>Makes typed delegates that read a property or field.</summary>
internal static class MemberReader
{
    private delegate TValue Getter<TRow, TValue>(ref TRow row);

    public static Func<TRow, TValue> Of<TRow, TValue>(MemberInfo member) => member switch
    {
        PropertyInfo property when typeof(TRow).IsValueType => ByReference<TRow, TValue>(property),
        PropertyInfo property => property.GetMethod!.CreateDelegate<Func<TRow, TValue>>(),
        FieldInfo field => OfField<TRow, TValue>(field),
        _ => throw new ArgumentException($"{member} is neither a property nor a field.", nameof(member)),
    };

    // A struct's getter takes its instance by reference.
    private static Func<TRow, TValue> ByReference<TRow, TValue>(PropertyInfo property)
    {
        var getter = property.GetMethod!.CreateDelegate<Getter<TRow, TValue>>();
        return row => getter(ref row);
    }

    // A field has no getter to make a delegate of: compile one where the runtime can, else reflect.
    private static Func<TRow, TValue> OfField<TRow, TValue>(FieldInfo field)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled)
        {
            return row => (TValue)field.GetValue(row)!;
        }

        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.Field(row, field), row).Compile();
    }
}

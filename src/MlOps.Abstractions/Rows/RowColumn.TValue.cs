using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Rows;

/// <summary>A column read through a typed delegate, which works wherever .NET runs.</summary>
internal sealed class RowColumn<TRow, TValue> : RowColumn<TRow>
{
    private readonly Func<TRow, TValue> _get;
    private readonly Func<TValue, Cell> _toCell;

    public RowColumn(MemberInfo member, ColumnType type, Func<TValue, Cell> toCell)
        : base(member, typeof(TValue), type)
    {
        _toCell = toCell;
        _get = member switch
        {
            PropertyInfo property when typeof(TRow).IsValueType => ReadByReference(property),
            PropertyInfo property => property.GetMethod!.CreateDelegate<Func<TRow, TValue>>(),
            FieldInfo field => ReadField(field),
            _ => throw new ArgumentException($"{member} is neither a property nor a field.", nameof(member)),
        };
    }

    private delegate TValue Getter(ref TRow row);

    public override Cell Read(TRow row) => _toCell(_get(row));

    // A struct's getter takes its instance by reference.
    private static Func<TRow, TValue> ReadByReference(PropertyInfo property)
    {
        var getter = property.GetMethod!.CreateDelegate<Getter>();
        return row => getter(ref row);
    }

    // A field has no getter to make a delegate of: compile one where the runtime can, else reflect.
    private static Func<TRow, TValue> ReadField(FieldInfo field)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled)
        {
            return row => (TValue)field.GetValue(row)!;
        }

        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.Field(row, field), row).Compile();
    }
}

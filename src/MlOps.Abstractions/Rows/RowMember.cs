using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MlOps.Rows;

/// <summary>A public property or field of a row, of whatever type.</summary>
internal sealed class RowMember<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
{
    private readonly MemberInfo _member;
    private readonly RowColumn<TRow>? _column;

    public RowMember(MemberInfo member)
    {
        _member = member;
        _column = RowShape<TRow>.Instance.Find(ColumnTypes.NameOf(member)) is { } column && column.Member == member ? column : null;
        ValueType = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        IsVector = MemberValue.IsVector(ValueType);
        HasSetter = member is PropertyInfo { SetMethod.IsPublic: true } or FieldInfo { IsInitOnly: false };
    }

    public string Name => _member.Name;

    public Type ValueType { get; }

    /// <summary>What its values are; null for a type that can't be kept.</summary>
    public ColumnType? Type => _column?.Type ?? (IsVector ? ColumnType.Number : null);

    public bool IsVector { get; }

    public bool HasSetter { get; }

    public ColumnValue Read(TRow row)
    {
        if (_column is null)
        {
            return MemberValue.OfVector(_member is PropertyInfo property ? property.GetValue(row, BindingFlags.DoNotWrapExceptions, null, null, null) : ((FieldInfo)_member).GetValue(row));
        }

        var cell = _column.Read(row);
        return cell.Missing == MissingState.Null
            ? ColumnValue.Null
            : cell.Type switch
            {
                ColumnType.Boolean => ColumnValue.Of(cell.Boolean),
                ColumnType.Integer => ColumnValue.Of(cell.Integer),
                ColumnType.Number => ColumnValue.Of(cell.Number),
                _ => ColumnValue.Of(cell.Text),
            };
    }

    /// <param name="row">The row; a struct is boxed, so that it keeps what is set.</param>
    /// <param name="value">A value of <see cref="ValueType"/>; null stands for its default, too.</param>
    public void Set(object row, object? value)
    {
        if (_member is PropertyInfo property)
        {
            property.SetValue(row, value, BindingFlags.DoNotWrapExceptions, null, null, null);
        }
        else
        {
            ((FieldInfo)_member).SetValue(row, value);
        }
    }
}

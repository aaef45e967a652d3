using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Rows;

/// <summary>Reads vectors of one such type. A sparse one is read as the dense one that it stands for, into memory that the thread keeps.</summary>
internal static class BufferVector<TBuffer, TItem>
{
    private static readonly Func<ReadOnlyMemory<TItem>, VectorCell> ToCell = typeof(TItem) == typeof(float)
        ? (Func<ReadOnlyMemory<TItem>, VectorCell>)(object)(Func<ReadOnlyMemory<float>, VectorCell>)VectorCell.Of
        : (Func<ReadOnlyMemory<TItem>, VectorCell>)(object)(Func<ReadOnlyMemory<double>, VectorCell>)VectorCell.Of;

    private static Func<TBuffer, int> _lengthOf = null!;
    private static Copier _copy = null!;

    [ThreadStatic]
    private static TItem[]? _items;

    private delegate void Copier(ref TBuffer buffer, Span<TItem> items);

    /// <summary>Says how long a buffer is and how it copies itself.</summary>
    public static void Bind(MemberInfo length, MethodInfo copy)
    {
        var buffer = Expression.Parameter(typeof(TBuffer));
        _lengthOf = Expression.Lambda<Func<TBuffer, int>>(Expression.MakeMemberAccess(buffer, length), buffer).Compile();
        _copy = copy.CreateDelegate<Copier>();
    }

    public static VectorCell Read(TBuffer buffer)
    {
        var length = _lengthOf(buffer);
        if (_items is null || _items.Length < length)
        {
            _items = new TItem[length];
        }

        _copy(ref buffer, _items);
        return ToCell(_items.AsMemory(0, length));
    }
}

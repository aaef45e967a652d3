using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlOps.Routing.Checking;

/// <summary>Asks whether all items of a collection are finite, without allocating where the items lie in one block of memory.</summary>
internal abstract class FiniteItems<T>
{
    public abstract bool Span(ReadOnlySpan<T> items);

    public bool Memory(ReadOnlyMemory<T> items) => Span(items.Span);

    public bool Immutable(ImmutableArray<T> items) => Span(items.AsSpan());

    /// <summary>An array of several dimensions.</summary>
    public bool Grid(Array? items) => items is null || Span(MemoryMarshal.CreateReadOnlySpan(
        ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(items)), items.Length));

    /// <summary>Something that is only enumerable is left alone: to read it might use it up.</summary>
    public virtual bool Collection(IEnumerable<T>? items) => items switch
    {
        null => true,
        T[] array => Span(array),
        List<T> list => Span(CollectionsMarshal.AsSpan(list)),
        IReadOnlyCollection<T> or ICollection<T> => Each(items),
        _ => true,
    };

    private bool Each(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            if (!Span(new ReadOnlySpan<T>(in item)))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Items that are numbers.</summary>
internal sealed class FiniteNumbers<T> : FiniteItems<T>
    where T : struct, INumberBase<T>
{
    public static readonly FiniteNumbers<T> Instance = new();

    public override bool Span(ReadOnlySpan<T> items)
    {
        foreach (var item in items)
        {
            if (!T.IsFinite(item))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Items that have numbers in them.</summary>
internal sealed class FiniteObjects<T>(Func<T, bool> isFinite) : FiniteItems<T>
{
    public override bool Span(ReadOnlySpan<T> items)
    {
        foreach (var item in items)
        {
            if (!isFinite(item))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Pairs whose values are numbers or have them; keys are only names.</summary>
internal sealed class FinitePairs<TKey, TValue>(Func<TValue, bool> isFinite) : FiniteItems<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public override bool Span(ReadOnlySpan<KeyValuePair<TKey, TValue>> items)
    {
        foreach (var (_, value) in items)
        {
            if (!isFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Collection(IEnumerable<KeyValuePair<TKey, TValue>>? items)
    {
        if (items is not Dictionary<TKey, TValue> dictionary)
        {
            return base.Collection(items);
        }

        foreach (var (_, value) in dictionary)
        {
            if (!isFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Routing.Checking;

/// <summary>Finds what in a value is not finite, by reflection. It runs anywhere.</summary>
/// <remarks>
/// A path says where, such as <c>Scores[3]</c> or <c>Inner.Probability</c>. Keys of dictionaries are data and stay out of it: <c>Shares[2].Value</c>
/// is the third pair. Of a collection the first such item is told; a vector full of NaN is one fault.
/// </remarks>
internal sealed class FiniteExplainer
{
    private readonly List<Violation> _found = [];
    private readonly HashSet<object>? _seen;

    private FiniteExplainer(bool mayCircle) => _seen = mayCircle ? new(ReferenceEqualityComparer.Instance) : null;

    public static ImmutableArray<Violation> Explain(object? value, NumberShape shape)
    {
        var explainer = new FiniteExplainer(shape.IsRecursive);
        explainer.Look(value, null, shape, depth: 0);
        return [.. explainer._found];
    }

    /// <summary>Looks at a value, or at that member of it.</summary>
    private void Look(object? value, MemberInfo? member, NumberShape shape, int depth)
    {
        try
        {
            Visit(member is null ? value : Read(member, value), shape, depth);
        }
        catch (Exception e)
        {
            // The type alone: a message may hold the value.
            _found.Add(new("", "readable", Severity.Hard, $"a value that can be read; reading threw {e.GetType().Name}"));
        }
    }

    private void Visit(object? value, NumberShape shape, int depth)
    {
        if (value is null || depth > NumberShape.MaxDepth || (_seen is not null && !value.GetType().IsValueType && !_seen.Add(value)))
        {
            return;
        }

        if (shape.IsNumber)
        {
            VisitNumber(value);
        }
        else if (shape.Items is { } items)
        {
            VisitItems(value, shape, items, depth);
        }

        foreach (var (member, of) in shape.Members)
        {
            var before = _found.Count;
            Look(value, member, of, depth + 1);
            Prefix(before, member.Name);
        }
    }

    private void VisitNumber(object value)
    {
        var number = value switch { float f => f, Half h => (double)h, _ => (double)value };
        if (!double.IsFinite(number))
        {
            _found.Add(new("", "finite", Severity.Hard, "a finite number")
            {
                Observed = number.ToString(CultureInfo.InvariantCulture),
                Missing = double.IsNaN(number) ? MissingState.NaN : MissingState.None,
            });
        }
    }

    private void VisitItems(object value, NumberShape shape, NumberShape items, int depth)
    {
        // Vectors of numbers are looked at without boxing each, which counts where this is the only check.
        if (IsDefault(value) || (items.IsNumber && (AllFinite<float>(value) || AllFinite<double>(value) || AllFinite<Half>(value))))
        {
            return;
        }

        var index = 0;
        foreach (var item in ItemsOf(value, shape))
        {
            var before = _found.Count;
            Look(item, null, items, depth + 1);
            if (_found.Count > before)
            {
                Prefix(before, shape.ItemsArePairs ? $"[{index}].Value" : $"[{index}]");
                return;
            }

            index++;
        }
    }

    private static bool AllFinite<T>(object value)
        where T : struct, INumberBase<T> => value is IEnumerable<T> items && FiniteNumbers<T>.Instance.Collection(items);

    private static IEnumerable<object?> ItemsOf(object value, NumberShape shape)
    {
        if (shape.ItemsArePairs)
        {
            return value is IDictionary map ? map.Values.Cast<object?>() : Enumerate(value, shape).Cast<object>().Select(ValueOfPair);
        }

        return Enumerate(value, shape).Cast<object?>();
    }

    private static IEnumerable Enumerate(object value, NumberShape shape) => value switch
    {
        _ when CollectionTypes.IsMemory(shape.Type) => ToArray(value),
        _ when CollectionTypes.BufferMethod(shape.Type, "DenseValues") is { } values => (IEnumerable)Invoke(values, value)!,
        ICollection items => items,
        _ => CollectionTypes.ItemTypeOf(value.GetType()) is null ? Array.Empty<object>() : (IEnumerable)value,
    };

    // The cases are those that need no method that trimming may have taken.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "What trimming takes from a nested type isn't looked at; FiniteCheck says so.")]
    private static IEnumerable ToArray(object memory) => memory switch
    {
        Memory<float> numbers => numbers.ToArray(),
        Memory<double> numbers => numbers.ToArray(),
        ReadOnlyMemory<float> numbers => numbers.ToArray(),
        ReadOnlyMemory<double> numbers => numbers.ToArray(),
        _ => memory.GetType().GetMethod("ToArray") is { } method ? (IEnumerable)Invoke(method, memory)! : Array.Empty<object>(),
    };

    // An immutable array that was never made has no items, and throws when asked for them.
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "A struct needs no constructor.")]
    private static bool IsDefault(object value) =>
        value.GetType().IsValueType && value.Equals(RuntimeHelpers.GetUninitializedObject(value.GetType()));

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "What trimming takes from a nested type isn't looked at; FiniteCheck says so.")]
    private static object? ValueOfPair(object pair) => pair.GetType().GetProperty("Value")?.GetValue(pair);

    private static object? Read(MemberInfo member, object? owner) =>
        member is PropertyInfo property ? Invoke(property.GetMethod!, owner) : ((FieldInfo)member).GetValue(owner);

    private static object? Invoke(MethodInfo method, object? owner) => method.Invoke(owner, BindingFlags.DoNotWrapExceptions, null, null, null);

    private void Prefix(int from, string name)
    {
        for (var i = from; i < _found.Count; i++)
        {
            var rest = _found[i].Column;
            _found[i] = _found[i] with { Column = rest is "" or ['[', ..] ? name + rest : $"{name}.{rest}" };
        }
    }
}

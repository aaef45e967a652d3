using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Routing.Checking;

/// <summary>
/// Where a type has floating-point numbers: it is one, its items are or have them, or its readable members are or have them. It goes by
/// declared types: what a derived class adds, or an <c>object</c> holds, is not looked at.
/// </summary>
internal sealed class NumberShape
{
    /// <summary>As deep as JSON goes by default. Deeper types and objects aren't looked at.</summary>
    public const int MaxDepth = 64;

    private static readonly Type[] NumberTypes = [typeof(float), typeof(double), typeof(Half)];

    private NumberShape(Type type) => Type = type;

    /// <summary>The type; of a nullable one, what it may hold.</summary>
    public Type Type { get; }

    public bool IsNumber => NumberTypes.Contains(Type);

    /// <summary>What its items are, if it is a collection that can be read again and again without side effects.</summary>
    public NumberShape? Items { get; private set; }

    /// <summary>The declared type of the items, or of the pairs whose values are the items.</summary>
    public Type? ItemType { get; private set; }

    public bool ItemsArePairs => IsGeneric(ItemType, typeof(KeyValuePair<,>));

    public IReadOnlyList<(MemberInfo Member, NumberShape Shape)> Members { get; private set; } = [];

    /// <summary>Of a whole answer: whether something in it contains itself, so that its objects may form circles.</summary>
    public bool IsRecursive { get; private set; }

    /// <summary>Of a whole answer: whether reading it can throw, because it runs code that somebody wrote.</summary>
    public bool MayThrow { get; private set; }

    public bool HasNumbers => IsNumber || Below().Any(s => s.IsNumber);

    /// <summary>The shape, without members that lead to no number; null if there is no number at all.</summary>
    public static NumberShape? Of([DynamicallyAccessedMembers(RowMembers.All)] Type type)
    {
        var known = new Dictionary<Type, NumberShape>();
        var shape = Create(type, known, depth: 0);
        foreach (var each in known.Values)
        {
            each.Members = [.. each.Members.Where(m => m.Shape.HasNumbers)];
        }

        shape.MayThrow = known.Values.Any(s => s.ItemType is not null || s.Members.Any(m => m.Member is PropertyInfo p && !IsAuto(p.GetMethod!)));
        shape.IsRecursive = known.Values.Any(s => s.Below().Contains(s));
        return shape.HasNumbers ? shape : null;
    }

    public static bool IsGeneric(Type? type, Type definition) => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == definition;

    private static NumberShape Create([DynamicallyAccessedMembers(RowMembers.All)] Type type, Dictionary<Type, NumberShape> known, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (known.TryGetValue(type, out var shape))
        {
            return shape;
        }

        shape = new(type);
        if (depth == MaxDepth)
        {
            return shape;
        }

        known.Add(type, shape);
        shape.ItemType = CollectionTypes.ItemTypeOf(type);
        if (shape.ItemType is not null)
        {
            shape.Items = CreateNested(shape.ItemsArePairs ? shape.ItemType.GetGenericArguments()[1] : shape.ItemType, known, depth + 1);
        }

        // A collection of the host's own may have members beside its items.
        if (!IsOpaque(type) && (shape.ItemType is null || !(type.IsArray || IsOfThePlatform(type))))
        {
            shape.Members = [.. RowMembers.ReadableOf(type).Select(m => (m, CreateNested(TypeOf(m), known, depth + 1)))];
        }

        return shape;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "What trimming takes from a nested type isn't looked at; FiniteCheck says so.")]
    private static NumberShape CreateNested(Type type, Dictionary<Type, NumberShape> known, int depth) => Create(type, known, depth);

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static bool IsAuto(MethodInfo getter) =>
        getter.IsDefined(typeof(CompilerGeneratedAttribute)) && (!getter.IsVirtual || getter.IsFinal || getter.DeclaringType!.IsSealed);

    // The platform's own types hold no part of an answer, and reading them may do anything; tuples, pairs and vectors do.
    private static bool IsOpaque(Type type) =>
        type.IsByRef || type.IsByRefLike || type.IsPointer || type.IsFunctionPointer
        || (IsOfThePlatform(type) && type.Namespace != "System.Numerics"
            && !typeof(ITuple).IsAssignableFrom(type) && !IsGeneric(type, typeof(KeyValuePair<,>)));

    private static bool IsOfThePlatform(Type type) =>
        type.Namespace is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private HashSet<NumberShape> Below()
    {
        var below = new HashSet<NumberShape>();
        var pending = new Stack<NumberShape>([this]);
        while (pending.TryPop(out var shape))
        {
            foreach (var child in shape.Members.Select(m => m.Shape).Concat(shape.Items is null ? [] : [shape.Items]).Where(below.Add))
            {
                pending.Push(child);
            }
        }

        return below;
    }
}

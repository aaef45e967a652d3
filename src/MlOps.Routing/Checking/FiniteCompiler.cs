using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Routing.Checking;

/// <summary>Compiles a shape that doesn't contain itself to one delegate, which reads each number once and stops at the first that isn't finite.</summary>
[RequiresDynamicCode("It makes generic types of those that an answer has.")]
internal static class FiniteCompiler
{
    public static Func<T, bool> Compile<T>(NumberShape shape)
    {
        var value = Expression.Parameter(typeof(T), "value");
        var isFinite = Expression.Lambda<Func<T, bool>>(IsFinite(value, shape), value).Compile();
        return shape.MayThrow ? Guarded(isFinite) : isFinite;
    }

    // What threw is for the explanation to tell. Answers whose getters can't throw don't pay for the guard.
    private static Func<T, bool> Guarded<T>(Func<T, bool> isFinite) => value =>
    {
        try
        {
            return isFinite(value);
        }
        catch (Exception)
        {
            return false;
        }
    };

    private static Expression IsFinite(Expression value, NumberShape shape)
    {
        if (shape.IsNumber && value.Type == shape.Type)
        {
            return Expression.Call(Method(shape.Type, nameof(float.IsFinite)), value);
        }

        if (value.Type != shape.Type)
        {
            return Once(value, v => Expression.OrElse(
                Expression.Equal(v, Expression.Constant(null, v.Type)), IsFinite(Expression.Convert(v, shape.Type), shape)));
        }

        return (shape.Items is { HasNumbers: true }, shape.Members.Count > 0) switch
        {
            (true, false) => AreFinite(value, shape, shape.ItemType!, shape.Items!),
            (true, true) => Once(value, v => Expression.AndAlso(AreFinite(v, shape, shape.ItemType!, shape.Items!), AreFinite(v, shape))),
            _ => Once(value, v => AreFinite(v, shape)),
        };
    }

    private static Expression AreFinite(Expression value, NumberShape shape)
    {
        var all = shape.Members.Select(m => IsFinite(Expression.MakeMemberAccess(value, m.Member), m.Shape)).Aggregate(Expression.AndAlso);
        return value.Type.IsValueType ? all : Expression.OrElse(Expression.ReferenceEqual(value, Expression.Constant(null)), all);
    }

    private static MethodCallExpression AreFinite(Expression value, NumberShape shape, Type itemType, NumberShape items)
    {
        var (method, argument) = value.Type switch
        {
            _ when CollectionTypes.IsMemory(value.Type) =>
                (nameof(FiniteItems<>.Memory), Expression.Convert(value, typeof(ReadOnlyMemory<>).MakeGenericType(itemType))),
            _ when NumberShape.IsGeneric(value.Type, typeof(ImmutableArray<>)) => (nameof(FiniteItems<>.Immutable), value),
            { IsArray: true, IsSZArray: false } => (nameof(FiniteItems<>.Grid), value),
            _ when CollectionTypes.BufferMethod(value.Type, "GetValues") is { } values => (nameof(FiniteItems<>.Span), Expression.Call(value, values)),
            _ => (nameof(FiniteItems<>.Collection), (Expression)Expression.Convert(value, typeof(IEnumerable<>).MakeGenericType(itemType))),
        };
        var finite = Expression.Constant(Create(shape, itemType, items), typeof(FiniteItems<>).MakeGenericType(itemType));
        return Expression.Call(finite, Method(finite.Type, method), argument);
    }

    private static object Create(NumberShape shape, Type itemType, NumberShape items) =>
        shape.ItemsArePairs ? Create(typeof(FinitePairs<,>), itemType.GetGenericArguments(), Compile(itemType.GetGenericArguments()[1], items))
        : itemType == items.Type && items.IsNumber ? Create(typeof(FiniteNumbers<>), [itemType])
        : Create(typeof(FiniteObjects<>), [itemType], Compile(itemType, items));

    private static object Compile(Type type, NumberShape shape) =>
        typeof(FiniteCompiler).GetMethod(nameof(Compile), [typeof(NumberShape)])!.MakeGenericMethod(type).Invoke(null, [shape])!;

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The types made ask nothing of their arguments.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The constructors are those of three types in this folder.")]
    private static object Create(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type definition, Type[] arguments, params object[] values) =>
        Activator.CreateInstance(definition.MakeGenericType(arguments), values)!;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The methods named are called by code in this folder.")]
    private static MethodInfo Method(Type type, string name) => type.GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)!;

    // What a getter gives is kept, so that it is asked once.
    private static Expression Once(Expression value, Func<Expression, Expression> use)
    {
        if (value is ParameterExpression)
        {
            return use(value);
        }

        var kept = Expression.Variable(value.Type);
        return Expression.Block([kept], Expression.Assign(kept, value), use(kept));
    }
}

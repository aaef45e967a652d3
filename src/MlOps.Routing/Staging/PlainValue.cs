using System.Collections;
using System.Runtime.CompilerServices;

namespace MlOps.Routing.Staging;

internal static class PlainValue
{
    /// <summary>Whether a type is a value in itself: what it has of members, such as the length of a text or of a list, are no columns.</summary>
    public static bool Is(Type type) =>
        type.IsAssignableTo(typeof(IEnumerable)) || (type.Assembly == typeof(object).Assembly && !type.IsAssignableTo(typeof(ITuple)));

    /// <summary>Whether two are the same, item by item where they have some.</summary>
    public static bool AreEqual<T>(T a, T b) =>
        EqualityComparer<T>.Default.Equals(a, b) || (a is IEnumerable xs && b is IEnumerable ys && xs.Cast<object?>().SequenceEqual(ys.Cast<object?>()));
}

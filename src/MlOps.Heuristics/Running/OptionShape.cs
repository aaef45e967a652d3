using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace MlOps.Heuristics.Running;

/// <summary>
/// Finds what the binder would pass over in silence and leave at its default: a list or a section in the place of one value, one value in the
/// place of a list, an empty text, a number that an enumeration has no name for. A null says nothing, and takes back what a layer below said.
/// </summary>
/// <param name="parts">The properties of the types that lists hold, where those are no single values.</param>
internal sealed class OptionShape(IReadOnlyDictionary<Type, IReadOnlyList<PropertyInfo>> parts)
{
    /// <summary>What is wrong with a value that is to become one of a type; empty where the binder can be asked.</summary>
    public IEnumerable<string> Mistakes(string path, IConfigurationSection section, Type type)
    {
        var children = section.GetChildren().ToArray();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            var item = type.GetGenericArguments()[0];
            return section.Value is { Length: > 0 } one ? [$"{path} is '{one}': give a list."]
                : children.SelectMany(c => c.Exists() ? Mistakes($"{path}:{c.Key}", c, item) : [$"{path}:{c.Key} is empty: give a value, or take it out."]);
        }

        if (parts.TryGetValue(type, out var properties))
        {
            // A key that is none is told by the binder.
            return section.Value is { Length: > 0 } text ? [$"{path} is '{text}': give a section with the keys {string.Join(", ", properties.Select(p => p.Name))}."]
                : from child in children
                  from property in properties
                  where property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)
                  from mistake in Mistakes($"{path}:{child.Key}", child, property.PropertyType)
                  select mistake;
        }

        return children.Length > 0 ? [$"{path} holds several values: give one."] : OfOne(path, section.Value, type);
    }

    private static IEnumerable<string> OfOne(string path, string? value, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (value is { Length: 0 } && bare.IsValueType)
        {
            yield return $"{path} is empty: give a value, or take it out.";
        }
        else if (bare.IsEnum && Enum.TryParse(bare, value, ignoreCase: true, out var number) && !Enum.IsDefined(bare, number))
        {
            yield return $"{path} is '{value}': give one of {string.Join(", ", Enum.GetNames(bare))}.";
        }
    }
}

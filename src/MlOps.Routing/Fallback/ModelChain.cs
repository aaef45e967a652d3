using MlOps.Routing.Declaration;

namespace MlOps.Routing.Fallback;

/// <summary>Which declared models fall back to which.</summary>
internal static class ModelChain
{
    /// <summary>What is wrong with the models that one falls back to: one that isn't declared, or not of its types, or a way back to itself.</summary>
    public static IEnumerable<string> Mistakes(ModelDefinition model, IReadOnlyList<ModelDefinition> declared)
    {
        foreach (var name in model.FallsBackTo.Distinct(StringComparer.Ordinal))
        {
            var other = declared.FirstOrDefault(d => d.Name == name);
            if (other is null)
            {
                yield return $"FallBackToModel(\"{name}\") names no declared model; declared are: {string.Join(", ", declared.Select(d => d.Name))}. "
                    + "Correct the name, or declare the model with AddModel.";
            }
            else if (other.InputType != model.InputType || other.OutputType != model.OutputType)
            {
                yield return $"FallBackToModel(\"{name}\") names a model that answers {Types(other)}, and this one answers {Types(model)}: "
                    + "name one of the same types, or call that model in FallBackTo<TModel>.";
            }
        }

        if (WayBack(model.Name, model, declared, [model.Name], []) is { } circle)
        {
            yield return $"Its fallbacks go in a circle: {string.Join(" > ", circle)}. Remove one FallBackToModel of it.";
        }
    }

    private static IReadOnlyList<string>? WayBack(
        string to, ModelDefinition from, IReadOnlyList<ModelDefinition> declared, IReadOnlyList<string> way, HashSet<string> seen)
    {
        foreach (var name in from.FallsBackTo)
        {
            if (name == to)
            {
                return [.. way, name];
            }

            // A circle further on is told by the models that stand in it, and what was looked at once leads nowhere.
            if (seen.Add(name)
                && declared.FirstOrDefault(d => d.Name == name) is { } next
                && WayBack(to, next, declared, [.. way, name], seen) is { } circle)
            {
                return circle;
            }
        }

        return null;
    }

    private static string Types(ModelDefinition model) => $"{model.InputType.Name} with {model.OutputType.Name}";
}

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlOps.MLNet.Fitting;

/// <summary>Finds the members of an answer type that a model doesn't fill, or would fill with the row's own values.</summary>
internal static class OutputFit
{
    private const int MostNames = 20;

    public static IEnumerable<string> Explain(DataViewSchema answers, RowSchema row)
    {
        foreach (var member in row.Columns)
        {
            var name = $"{row.Row.Name}.{member.MemberName}";
            var type = ColumnTypeName.Of(member.ColumnType);
            if (answers.GetColumnOrNull(member.ColumnName) is not { } column)
            {
                yield return $"{name} ({type}) wants the column '{member.ColumnName}', which the model doesn't give; it gives {Names(answers)}. " +
                    "Rename the property, put [ColumnName] on it, or mark it [NoColumn] if the model isn't to fill it.";
            }
            else if (PassThrough.Has(column))
            {
                yield return $"{name} ({type}) wants the column '{member.ColumnName}', which the model doesn't make: it only passes through " +
                    $"the row's own, which is no answer. The model gives {Names(answers)}. Rename the property, put [ColumnName] on it, as " +
                    "in [ColumnName(\"Score\")], or mark it [NoColumn] if the model isn't to fill it.";
            }
            else if (!Fits(column.Type, member.ColumnType))
            {
                yield return $"The column '{member.ColumnName}' is {ColumnTypeName.Of(column.Type)} in the model and {type} in {name}: " +
                    $"declare the property as {ColumnTypeName.Of(column.Type)}.";
            }
        }
    }

    /// <summary>Properties that would keep their default, and look like answers: ML.NET leaves out what it can't set.</summary>
    public static IEnumerable<string> ExplainUnfilled(RowSchema row)
    {
        foreach (var property in row.Row.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (HoldsValue(property) && property.SetMethod is not { IsPublic: true } && property.GetCustomAttribute<NoColumnAttribute>() is null)
            {
                yield return $"{row.Row.Name}.{property.Name} has no public setter, so the model can't fill it: give it a public set or init, " +
                    "or mark it [NoColumn] if the model isn't to fill it.";
            }
        }

        if (row.Columns.Count == 0)
        {
            yield return $"{row.Row.Name} has no property that a model could fill: declare those that are the answer, such as Score.";
        }
    }

    // A property that is computed from others has nothing to be filled.
    private static bool HoldsValue(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    // ML.NET fills a member from a column with the same items; how long a vector is shows only in each answer.
    private static bool Fits(DataViewType column, DataViewType member) =>
        column is VectorDataViewType == member is VectorDataViewType
        && (column.GetItemType().RawType == member.GetItemType().RawType);

    private static DataViewType GetItemType(this DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    // What the model makes, last first: the answer stands at the end of a pipeline.
    private static string Names(DataViewSchema answers)
    {
        var names = answers.Where(c => !c.IsHidden && !PassThrough.Has(c)).Select(c => c.Name).Reverse().Take(MostNames + 1).ToArray();
        return names.Length switch
        {
            0 => "no columns of its own",
            > MostNames => string.Join(", ", names.Take(MostNames)) + " and more",
            _ => string.Join(", ", names),
        };
    }
}

using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using MlOps.Rows;

namespace MlOps.Validation.Schemas;

/// <summary>Reads the schema that a row type's attributes say.</summary>
internal static class AttributeReader
{
    /// <exception cref="ArgumentException">Some of it makes no sense, or is none of a schema's words; the message tells all of it.</exception>
    public static DataSchema Read<[DynamicallyAccessedMembers(RowMembers.All)] TRow>()
    {
        var (shape, draft) = (RowShape<TRow>.Instance, new SchemaDraft<TRow>());
        List<string> mistakes =
        [
            .. typeof(TRow).GetCustomAttributes<ValidationAttribute>()
                .Select(a => $"A schema has no word for {a.GetType().Name} on the whole type; say it in code with Rule, and leave the attribute out."),
        ];
        foreach (var member in RowMembers.ReadableOf(typeof(TRow)))
        {
            if (Of<TRow>(member) is not { Count: > 0 } attributes)
            {
                continue;
            }

            if (shape.Columns.FirstOrDefault(c => c.Member == member) is { } column)
            {
                mistakes.AddRange(AttributeWords.Apply(draft.AddColumn(column), attributes));
            }
            else if (shape.Vectors.FirstOrDefault(v => v.Member == member) is { } vector)
            {
                mistakes.AddRange(AttributeWords.Apply(draft.AddVector(vector), attributes));
            }
            else
            {
                mistakes.Add($"{member.Name} has attributes and is of a type that no column can have.");
            }
        }

        if (mistakes.Count == 0 && draft.ToSchema().Columns.IsEmpty)
        {
            mistakes.Add("no property or field has an attribute that says what it holds, such as Required, Range or ModelColumn.");
        }

        return mistakes.Count == 0
            ? draft.ToSchema()
            : throw new ArgumentException($"The attributes of {typeof(TRow).Name} are no schema: {string.Join(" ", mistakes)}");
    }

    // A positional record has them on its parameters, where nobody wrote [property:].
    private static List<Attribute> Of<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(MemberInfo member)
    {
        var parameter = typeof(TRow).GetConstructors().SelectMany(c => c.GetParameters()).FirstOrDefault(p => p.Name == member.Name && p.Member.DeclaringType == member.DeclaringType);
        return [.. member.GetCustomAttributes().Concat(parameter?.GetCustomAttributes() ?? []).Where(a => a is ValidationAttribute or ModelColumnAttribute)];
    }
}

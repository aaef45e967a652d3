using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using MlOps.Rows;

namespace MlOps.Routing.Staging;

/// <summary>Writes rows and answers for people, <c>Age = 39, Sex = (hidden)</c>.</summary>
/// <param name="schemas">What is known of the columns; what any of them calls sensitive is hidden.</param>
internal sealed class RowText<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(params IEnumerable<DataSchema?> schemas)
{
    private const string Hidden = "(hidden)";

    // Of a value: it is kept for long, and for people.
    private const int MaxLength = 200;

    private readonly HashSet<string> _sensitive = [.. schemas.OfType<DataSchema>().SelectMany(s => s.GetSensitiveColumns())];

    /// <summary>Whether any column is sensitive, so that what code throws at a row may quote it.</summary>
    public bool HidesAny => _sensitive.Count > 0 || RowMembers.ReadableOf(typeof(TRow)).Any(IsMarked);

    public string Of(TRow row)
    {
        var shape = PlainValue.Is(typeof(TRow)) ? null : RowShape<TRow>.Instance;
        if (shape is null || shape.Columns.Count + shape.Vectors.Count == 0)
        {
            return _sensitive.Count > 0 ? Hidden : Cut(Convert.ToString(row, CultureInfo.InvariantCulture) ?? "");
        }

        return string.Join(", ", shape.Columns
            .Select(c => $"{c.Name} = {(IsHidden(c.Name, c.Member) ? Hidden : Cut(c.Read(row).ToString()))}")
            .Concat(shape.Vectors.Select(v => $"{v.Name} = {(IsHidden(v.Name, v.Member) ? Hidden : v.Read(row).ToString())}")));
    }

    // Not between the two halves of a letter.
    private static string Cut(string value) => value.Length <= MaxLength ? value
        : $"{value.AsSpan(0, char.IsHighSurrogate(value[MaxLength - 1]) ? MaxLength - 1 : MaxLength)}…";

    private bool IsHidden(string name, MemberInfo member) =>
        _sensitive.Contains(name) || IsMarked(member);

    private static bool IsMarked(MemberInfo member) => member.GetCustomAttribute<ModelColumnAttribute>() is { Sensitive: true };
}

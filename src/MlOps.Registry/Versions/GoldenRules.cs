using System.Text;

namespace MlOps.Registry.Versions;

/// <summary>What golden predictions have to keep to: they are part of the record, which is read whenever the version is, and they hold real rows.</summary>
internal static class GoldenRules
{
    public const int MaxRows = 1_000;

    public const int MaxBytes = 1 << 20;

    public static void Check(string model, GoldenSet golden, DataSchema? input, DataSchema? output)
    {
        if (golden.RowCount > MaxRows || Encoding.UTF8.GetByteCount(golden.ToJson()) is var size && size > MaxBytes)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The golden predictions of '{model}' hold more than {MaxRows:N0} rows or {MaxBytes:N0} bytes of JSON; they have {golden.RowCount:N0} rows. ")
                + "A few rows of each kind are enough: capture fewer, or mask or ignore columns that the model does without.",
                nameof(golden));
        }

        // An answer may hand a column of the row on; once masked, there is nothing to hand on.
        var inputs = Sensitive(input);
        RefuseSensitive(model, golden.Inputs, inputs, "masked");
        RefuseSensitive(model, golden.Outputs, [.. inputs.Except(golden.Masked), .. Sensitive(output)], "ignored");
    }

    private static string[] Sensitive(DataSchema? schema) => [.. schema?.GetSensitiveColumns() ?? new HashSet<string>()];

    private static void RefuseSensitive(string model, IEnumerable<GoldenColumn> kept, string[] sensitive, string argument)
    {
        if (kept.FirstOrDefault(c => !c.IsSensitive && sensitive.Contains(c.Name, StringComparer.Ordinal)) is { } column)
        {
            throw new ArgumentException(
                $"A schema of '{model}' marks {column.Name} as sensitive, and its golden predictions would keep the values. Leave it out with "
                + $"GoldenSet.Capture(..., {argument}: [\"{column.Name}\"]), or keep it on purpose with .WithSensitive(\"{column.Name}\").",
                nameof(kept));
        }
    }
}

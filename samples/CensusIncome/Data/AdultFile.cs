using Microsoft.ML;
using Microsoft.ML.Data;

namespace CensusIncome.Data;

/// <summary>Reads the UCI Adult file with ML.NET's text loader. A missing value is a question mark there.</summary>
internal static class AdultFile
{
    private const string Missing = "?";

    // Every column in the file's order, with the member it becomes; the others are read over.
    private static readonly (string Header, string? Member, DataKind Kind)[] Columns =
    [
        ("age", nameof(CensusRow.Age), DataKind.Single),
        ("workclass", nameof(CensusRow.Workclass), DataKind.String),
        ("fnlwgt", null, default),
        ("education", nameof(CensusRow.Education), DataKind.String),
        ("education-num", nameof(CensusRow.EducationLevel), DataKind.Single),
        ("marital-status", nameof(CensusRow.MaritalStatus), DataKind.String),
        ("occupation", nameof(CensusRow.Occupation), DataKind.String),
        ("relationship", null, default),
        ("ethnicity", null, default),
        ("sex", null, default),
        ("capital-gain", nameof(CensusRow.CapitalGain), DataKind.Single),
        ("capital-loss", nameof(CensusRow.CapitalLoss), DataKind.Single),
        ("hours-per-week", nameof(CensusRow.HoursPerWeek), DataKind.Single),
        ("native-country", nameof(CensusRow.NativeCountry), DataKind.String),
        ("label(IsOver50K)", nameof(CensusExample.IsOver50K), DataKind.Boolean),
    ];

    /// <exception cref="UsageException">The file isn't there, can't be read, or is another.</exception>
    public static IReadOnlyList<CensusExample> Read(string path)
    {
        CheckHeader(path);
        var ml = new MLContext();
        var view = ml.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            Separators = [','],
            HasHeader = true,
            TrimWhitespace = true,
            Columns =
            [
                .. Columns.Index()
                    .Where(c => c.Item.Member is not null)
                    .Select(c => new TextLoader.Column(c.Item.Member, c.Item.Kind, c.Index)),
            ],
        });
        CensusExample[] examples = [.. ml.Data.CreateEnumerable<CensusExample>(view, reuseRowObject: false).Select(WithNulls)];
        return examples.Length >= SampleOptions.FewestRows
            ? examples
            : throw new UsageException($"'{path}' has {examples.Length} rows; {SampleOptions.FewestRows} are the fewest to train and measure with.");
    }

    private static void CheckHeader(string path)
    {
        string header;
        try
        {
            header = File.ReadLines(path).FirstOrDefault("");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(File.Exists(path)
                ? $"'{path}' can't be read: {e.Message}"
                : $"There is no file '{path}'; --data wants the UCI Adult CSV.");
        }

        var found = header.Split(',', StringSplitOptions.TrimEntries);
        foreach (var (i, expected) in Columns.Select(c => c.Header).Index())
        {
            if (found.ElementAtOrDefault(i) is var name && name != expected)
            {
                throw new UsageException($"'{path}' isn't the UCI Adult file: column {i + 1} of its header is {Quoted(name)}, not '{expected}'.");
            }
        }
    }

    // A file of another kind may have a very long first line.
    private static string Quoted(string? name) => name switch
    {
        null => "missing",
        "" => "empty",
        { Length: > 40 } => $"'{Printable(name[..40])}…'",
        _ => $"'{Printable(name)}'",
    };

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '.' : c));

    private static CensusExample WithNulls(CensusExample example) => example with
    {
        Workclass = NullIfMissing(example.Workclass),
        Education = NullIfMissing(example.Education),
        MaritalStatus = NullIfMissing(example.MaritalStatus),
        Occupation = NullIfMissing(example.Occupation),
        NativeCountry = NullIfMissing(example.NativeCountry),
    };

    private static string? NullIfMissing(string? text) => text is Missing or "" ? null : text;
}

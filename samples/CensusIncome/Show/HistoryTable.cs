using System.Globalization;
using MlOps;
using Spectre.Console;

namespace CensusIncome.Show;

/// <summary>Every deployment, the latest first.</summary>
internal static class HistoryTable
{
    public static async Task<Table> OfAsync(IAsyncEnumerable<Deployment> history)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("#", "plan", "by", "when (UTC)", "because", "rolled back from");
        await foreach (var d in history)
        {
            table.AddRow(
                $"{d.Number}",
                $"{d.Plan}",
                d.Author,
                d.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Markup.Escape(d.Because.Text),
                d.RolledBackFrom is { } version ? $"v{version}" : "–");
        }

        return table;
    }
}

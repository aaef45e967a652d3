using System.Globalization;
using MlOps;
using Spectre.Console;

namespace CensusIncome.Show;

/// <summary>The versions that the registry holds.</summary>
internal static class VersionTable
{
    public static async Task<Table> OfAsync(IAsyncEnumerable<ModelVersion> versions)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("version", "registered (UTC)", "owner", "purpose", "AUC", "SHA-256", "size");
        await foreach (var v in versions)
        {
            table.AddRow(
                $"{v}",
                v.RegisteredAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                v.Owner ?? "–",
                v.Purpose ?? "–",
                v.Metrics["auc"].Value?.ToString("F4", CultureInfo.InvariantCulture) ?? "–",
                $"{v.Artifact.Digest[..8]}…",
                $"{v.Artifact.Size / 1024} KiB");
        }

        return table;
    }
}

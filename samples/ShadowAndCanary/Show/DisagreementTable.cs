using System.Globalization;
using MlOps;
using Spectre.Console;

namespace ShadowAndCanary.Show;

/// <summary>Where a candidate and the live version are farthest apart, as the host keeps it: the customer is sensitive, and hidden.</summary>
internal static class DisagreementTable
{
    private const int Shown = 3;

    public static Table Of(CandidateEvidence evidence)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(new TableColumn("apart").RightAligned())
            .AddColumns($"v{evidence.Live} said", $"v{evidence.Candidate} said", "of");
        foreach (var disagreement in evidence.LargestDisagreements.Take(Shown))
        {
            table.AddRow(
                disagreement.Distance.ToString("N0", CultureInfo.InvariantCulture),
                Markup.Escape(disagreement.Live),
                Markup.Escape(disagreement.Candidate),
                Markup.Escape(disagreement.Row));
        }

        return table;
    }
}

using MlOps;
using Spectre.Console;

namespace ShadowAndCanary.Show;

/// <summary>Why a deployment was made, as the registry keeps it.</summary>
internal static class EvidenceTable
{
    public static Table Of(Deployment deployment)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(Markup.Escape(deployment.ToString()), Markup.Escape(deployment.Because.Text));
        if (deployment.Because.Evidence is { } evidence)
        {
            table.AddRow("evidence", Markup.Escape(evidence.Summary));
            foreach (var (name, metric) in evidence.Metrics)
            {
                table.AddRow(Markup.Escape(name), Markup.Escape(metric.ToString()));
            }
        }

        return table;
    }
}

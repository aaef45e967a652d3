using System.Globalization;
using CensusIncome.Data;
using CensusIncome.Training;
using Spectre.Console;

namespace CensusIncome.Show;

/// <summary>The models' figures on held-out rows, beside those of always giving the more frequent answer.</summary>
internal static class MetricsTable
{
    public static Table Of(CensusData data, IEnumerable<TrainedModel> models)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("on held-out rows");
        foreach (var name in (string[])["accuracy", "AUC", "trained in"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddRow("always the majority class", Number(data.MajorityAccuracy), Number(0.5), "–");
        foreach (var model in models)
        {
            table.AddRow(model.Name, Number(model.Accuracy), Number(model.Auc), Seconds(model.Took));
        }

        return table;
    }

    private static string Seconds(TimeSpan took) => string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:F1} s");

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}

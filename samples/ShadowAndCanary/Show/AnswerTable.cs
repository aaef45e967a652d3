using MlOps;
using ShadowAndCanary.Trial;
using Spectre.Console;

namespace ShadowAndCanary.Show;

/// <summary>Who answered, by version and role.</summary>
internal static class AnswerTable
{
    public static Table Of(Answers answers)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("answered by", "assigned to");
        foreach (var name in (string[])["rows", "share", "customers"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var (by, assigned, rows, customers) in answers.Counts)
        {
            table.AddRow(
                Text(by), Text(assigned), CandidateTable.Number(rows), CandidateTable.Percent(rows / (double)answers.Total), CandidateTable.Number(customers));
        }

        return table;
    }

    private static string Text(Route? route) => route is null ? "nobody" : $"{route.Name}, {RoleText(route.Role)}";

    private static string RoleText(RouteRole role) => role switch
    {
        RouteRole.Live => "live",
        RouteRole.Canary => "canary",
        RouteRole.FallbackVersion => "fallback",
        _ => role.ToString(),
    };
}

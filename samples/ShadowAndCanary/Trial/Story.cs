using MlOps;
using ShadowAndCanary.Show;
using Spectre.Console;

namespace ShadowAndCanary.Trial;

/// <summary>A candidate's way: it looks on, it answers few, it answers more, it is promoted, it goes.</summary>
internal sealed class Story(Stage stage, ModelVersion live, ModelVersion candidate)
{
    private const int RowsOfATrial = 4_000;
    private const int RowsAfterwards = 1_000;

    public async Task PlayAsync()
    {
        await ShadowAsync();
        var few = await CanaryAsync(
            "2  A canary of 5%",
            "One customer in twenty is answered by the candidate, always the same ones. Where it can't, live does.",
            share: 0.05,
            because: "in shadow it fails where the distance is missing, and nowhere else");
        var more = await CanaryAsync(
            "3  A canary of 20%",
            "The share is raised. It is the same candidate beside the same live version, so what was seen adds up.",
            share: 0.2,
            because: "nobody complained");
        var customers = few.CustomersOfTheCanary;
        Screen.Say($"Of the {customers.Count} customers whom the plan gave to the canary at 5%, it gave {more.CustomersOfTheCanary.Intersect(customers).Count()} to it at 20%.");
        await PromoteAsync();
        await RollBackAsync();
    }

    private async Task ShadowAsync()
    {
        Screen.Chapter("1  The candidate in shadow", "It is asked what live answered, in the background. Nobody is answered by it.");
        await stage.DeployAsync(
            DeploymentPlan.Live(live).Shadow(candidate), new($"v{candidate.Number} is closer on held-out sales; first it looks on"));
        await TryAsync();
    }

    private async Task<Answers> CanaryAsync(string title, string text, double share, string because)
    {
        Screen.Chapter(title, text);
        await stage.DeployAsync(DeploymentPlan.Live(live).Canary(candidate, share), new(because));
        return await TryAsync();
    }

    private async Task PromoteAsync()
    {
        Screen.Chapter("4  The candidate is promoted", "Somebody decides, and attaches what was seen. The old version stays behind it.");
        var promoted = await stage.DeployAsync(
            DeploymentPlan.Live(candidate).FallBackTo(live),
            new("closer, and the old version answers where the distance is missing") { Evidence = stage.Evidence[^1].ToEvidence() });
        Screen.Show(EvidenceTable.Of(promoted));
        await ServeAsync();
    }

    private async Task RollBackAsync()
    {
        var back = await stage.RollBackAsync(awayFrom: candidate, because: new("agents find houses in the country far too cheap"));
        Screen.Chapter("5  And rolled back", back.Explanation);
        await ServeAsync();
    }

    /// <summary>Customers ask while a candidate is compared.</summary>
    private async Task<Answers> TryAsync()
    {
        var answers = new Answers();
        Screen.Say($"The host serves {stage.Serving}.");
        await Screen.WatchAsync(
            () => new Rows(CandidateTable.Of(stage.Evidence), AnswerTable.Of(answers)),
            look => stage.AskAsync(RowsOfATrial, answers, look));
        Screen.Say("Where the two are farthest apart, in thousands:");
        Screen.Show(DisagreementTable.Of(stage.Evidence[^1]));
        return answers;
    }

    /// <summary>Customers ask while nobody is on trial.</summary>
    private async Task ServeAsync()
    {
        var answers = new Answers();
        Screen.Say($"The host serves {stage.Serving}.");
        await Screen.WatchAsync(() => AnswerTable.Of(answers), look => stage.AskAsync(RowsAfterwards, answers, look));
    }
}

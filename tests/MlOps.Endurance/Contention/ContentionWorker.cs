using System.Diagnostics;

namespace MlOps.Endurance.Contention;

/// <summary>One of the processes that want the same at once. It does as it is told until its parent has nothing more to say.</summary>
internal static class ContentionWorker
{
    public const string Verb = "contention-worker";

    public static async Task<int> RunAsync(string name)
    {
        OpenRegistry? open = null;
        while (ParentProcess.Hear<Order>() is { } order)
        {
            if (open?.Folder != order.Folder)
            {
                open?.Dispose();
                open = new(order.Folder, name);
            }

            var act = await PrepareAsync(open.Registry, order);
            ParentProcess.Say("ready");
            ParentProcess.Hear<string>();
            ParentProcess.Say(await RunAsync(act));
        }

        open?.Dispose();
        return 0;
    }

    private static async Task<Func<Task<Answer>>> PrepareAsync(IModelRegistry registry, Order order)
    {
        switch (order)
        {
            case Register register:
                var artifact = register.MakeContent().ToArtifact();
                return async () => Answer.Of(await registry.RegisterAsync(OpenRegistry.Model, artifact, new() { RegistrationId = register.Id }));
            case Promote promote:
                var seen = await registry.GetDeploymentAsync(OpenRegistry.Model);
                return () => PromoteAsync(registry, promote.Live, seen);
            case GoBack goBack:
                return () => GoBackAsync(registry, goBack.AwayFrom);
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<Answer> PromoteAsync(IModelRegistry registry, int live, Deployment? seen)
    {
        try
        {
            return Answer.Of(await registry.DeployAsync(OpenRegistry.Model, DeploymentPlan.Live(live), seen, new("all promote at once")), seen, changed: true);
        }
        catch (DeploymentConflictException e)
        {
            return Answer.Of(e.Current, e.Expected, changed: false);
        }
    }

    private static async Task<Answer> GoBackAsync(IModelRegistry registry, int awayFrom)
    {
        var result = await registry.RollBackAsync(OpenRegistry.Model, awayFrom, new("all press at once"));
        return Answer.Of(result.To, result.Changed ? result.From : null, result.Changed);
    }

    private static async Task<Answer> RunAsync(Func<Task<Answer>> act)
    {
        var began = Stopwatch.GetTimestamp();
        Answer answer;
        try
        {
            answer = await act();
        }
        catch (Exception e)
        {
            answer = new Answer(0, null, null, null, Changed: false) { Error = $"{e.GetType().Name}: {e.Message}" };
        }

        return answer with { Began = began, Ended = Stopwatch.GetTimestamp() };
    }
}

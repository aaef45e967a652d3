namespace MlOps.Docs.Serving;

/// <summary>docs/serving.md: a canary, what one call asks for, batches.</summary>
public class CallTests
{
    [Fact]
    public async Task A_canary_takes_its_share_of_keys_and_what_it_cannot_answer_goes_to_live()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");

        services.AddModel<Person, Income>("income")
            .FromRegistry()
            .UseMLNet()
            .RouteBy(row => row.Id);

        var registry = app.Registry;
        await IncomeModels.DeployBothAsync(registry);
        var predictor = app.Predictor;
        var row = new Person { Age = 44, HoursPerWeek = 40 };

        var now = await registry.GetDeploymentAsync("income");
        await registry.DeployAsync("income", DeploymentPlan.Live(1).Canary(2, share: 0.05), replacing: now, because: new("v2 on trial"));
        var prediction = await predictor.PredictAsync(row, new PredictionOptions { RoutingKey = "customer-17" });

        Assert.Equal(PredictionOutcome.Answered, prediction.Outcome);

        // The first call waits for live, not for a canary that loads longer.
        await app.Models.RefreshAsync("income");
        var taken = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            var id = $"customer-{i}";
            var answer = await predictor.PredictAsync(row with { Id = id });
            Assert.Equal(answer.Route, (await predictor.PredictAsync(row, new PredictionOptions { RoutingKey = id })).Route);
            if (answer.Route!.Role == RouteRole.Canary)
            {
                taken.Add(id);
            }
        }

        Assert.InRange(taken.Count, 20, 80);
        var rescued = await predictor.PredictAsync(new() { Id = taken[0], Age = 44, HoursPerWeek = float.NaN });
        Assert.Equal((RouteRole.Canary, RouteRole.Live), (rescued.Assigned!.Role, rescued.Route!.Role));
    }

    [Fact]
    public async Task A_plan_with_a_canary_is_not_carried_out_where_nothing_says_what_it_sticks_to()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        await IncomeModels.DeployBothAsync(app.Registry);
        await app.StartAsync();
        var now = await app.Registry.GetDeploymentAsync("income");
        await app.Registry.DeployAsync("income", DeploymentPlan.Live(1).Canary(2, share: 0.05), replacing: now, because: new("v2 on trial"));

        var e = await Assert.ThrowsAsync<MlOpsException>(() => app.Models.RefreshAsync("income"));
        Assert.Contains("RouteBy", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, app.Models.GetStatus("income").Serving!.Number);
    }

    [Fact]
    public async Task A_host_that_starts_without_knowing_what_a_canary_sticks_to_leaves_it_out()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        await IncomeModels.DeployBothAsync(app.Registry);
        var now = await app.Registry.GetDeploymentAsync("income");
        await app.Registry.DeployAsync("income", DeploymentPlan.Live(1).Canary(2, share: 1), replacing: now, because: new("v2 on trial"));

        await app.StartAsync();

        Assert.Equal(RouteRole.Live, (await app.Predictor.PredictAsync(new() { Id = "a", Age = 44 })).Assigned!.Role);
        Assert.Contains("RouteBy", app.Models.GetStatus("income").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_may_carry_an_id_and_where_the_host_allows_it_choose_a_version()
    {
        await using var app = new App();
        var services = app.Services;
        services.AddModelRegistry().UseSqlite(directory: "models");

        services.AddModel<Person, Income>("income", o => o.AllowOnlyVersion = true)
            .FromRegistry()
            .UseMLNet();

        await IncomeModels.DeployBothAsync(app.Registry);
        await app.Models.RefreshAsync("income");
        var predictor = app.Predictor;
        var row = new Person { Age = 44, HoursPerWeek = 40 };

        var prediction = await predictor.PredictAsync(row, new PredictionOptions { Id = "request-42", OnlyVersion = 1 });

        Assert.Equal(("request-42", 1), (prediction.Id, prediction.Route!.Version!.Value));
        var other = await predictor.PredictAsync(row, new PredictionOptions { OnlyVersion = 3 });
        Assert.Equal(UnavailableReason.VersionNotServed, other.Reason);
    }

    [Fact]
    public async Task A_batch_has_an_outcome_for_each_row_and_none_for_those_that_a_cancellation_kept_from_being_asked()
    {
        await using var app = new App();
        using var stopping = new CancellationTokenSource();
        app.Services.AddModel<Person, Income>("income").FromFunction(row =>
        {
            if (row.Age == 50)
            {
                stopping.Cancel();
            }

            return new() { Probability = row.Age / 100 };
        });
        var predictor = app.Predictor;
        var token = CancellationToken.None;

        Person[] rows = [new() { Age = 20 }, new() { Age = 30 }, new() { Age = 40 }];
        var predictions = new Prediction<Income>[rows.Length];
        await predictor.PredictBatchAsync(rows, predictions, cancellationToken: token);

        Assert.Equal([0.2f, 0.3f, 0.4f], predictions.Select(p => p.Value.Probability));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await predictor.PredictBatchAsync(
            new Person[] { new() { Age = 50 }, new() { Age = 60 } }, predictions, cancellationToken: stopping.Token));
        Assert.Equal([PredictionOutcome.Answered, PredictionOutcome.None], predictions[..2].Select(p => p.Outcome));
    }
}

namespace MlOps.Docs;

/// <summary>docs/registry.md.</summary>
public class RegistryPageTests
{
    private static readonly Page Page = new("docs/registry.md");

    [Fact]
    public async Task A_registry_is_used_without_serving_anything()
    {
        await using var app = new App();
        var services = app.Services;
        var artifact = IncomeModels.Careful;
        var runId = "run-1";

        services.AddModelRegistry(o => o.Author = "training-pipeline").UseSqlite(directory: "models");

        var registry = app.Registry;

        ModelVersion version = await registry.RegisterAsync("income", artifact, new()
        {
            Owner = "team-census",
            Purpose = "weekly retrain",
            InputSchema = DataSchema.For<Person>(s => s.Column(r => r.Age).InRange(16, 99)),
            OutputSchema = DataSchema.For<Income>(s => s.Column(p => p.Probability).InRange(0, 1)),
            Metrics = { ["auc"] = Metric.Of(0.905, samples: 12_000, better: Direction.Higher) },
            Parameters = { ["l2"] = "1" },
            Lineage = new() { DataSet = new("census-2026-04") { Rows = 47_000 }, SourceCommit = "3f9a1c2" },
            RegistrationId = runId,                                        // a repeated step gets the version that it made
        });

        Assert.Equal(1, (await registry.RegisterAsync("income", artifact, new() { Owner = "o", Purpose = "p", RegistrationId = runId })).Number);
        await registry.RegisterAsync("income", IncomeModels.Careless, new() { Owner = "team-census", Purpose = "the second", InputSchema = version.InputSchema, OutputSchema = version.OutputSchema });
        var Console = new StringWriter(); // The page prints; here it is compared.

        await foreach (var known in registry.ListVersionsAsync("income"))
        {
            Console.WriteLine($"{known}: {known.Purpose}, by {known.Author} for {known.Owner}");
        }

        Page.Prints(Console.ToString().Trim());

        Deployment? now = await registry.GetDeploymentAsync("income");
        await registry.DeployAsync("income", DeploymentPlan.Live(1), replacing: now, because: new("the first"));

        Assert.Null(now);
        string said = "";

        try
        {
            await registry.DeployAsync("income", DeploymentPlan.Live(2), replacing: now, because: new("AUC +0.012"));
        }
        catch (DeploymentConflictException e)
        {
            now = e.Current;                                               // somebody was faster: look at it, and decide again
            said = e.Message;
        }

        Assert.Contains("none, but #1 (live v1", said, StringComparison.Ordinal);
        await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), replacing: now, because: new("AUC +0.012"));

        RollBackResult back = await registry.RollBackAsync("income", awayFrom: 2, because: new("null rate of hours-per-week jumped"));

        Page.Prints(back.Explanation);
        Assert.False((await registry.RollBackAsync("income", awayFrom: 2, because: new("me too"))).Changed);
        Console.GetStringBuilder().Clear();

        await foreach (var entry in registry.GetHistoryAsync("income"))
        {
            Console.WriteLine($"{entry}, because: {entry.Because}");
        }

        Page.Prints(Console.ToString().Trim());
        Assert.True(File.Exists(Path.Combine(app.Directory, "models", "registry.db")));
        Assert.True(File.Exists(Path.Combine(app.Directory, "models", "artifacts", version.Artifact.Digest[..2], version.Artifact.Digest)));
    }

    [Fact]
    public async Task Versions_are_found_page_by_page_and_the_best_of_them()
    {
        await using var app = new App();
        app.Services.AddModelRegistry(o => o.Author = "training-pipeline").UseSqlite(directory: "models");
        var registry = app.Registry;
        foreach (var (auc, logloss) in new[] { (0.905, 0.33), (0.911, 0.31), (0.88, 0.28), (0.903, 0.35), (0.921, 0.28) })
        {
            await registry.RegisterAsync("income", IncomeModels.Careful, new()
            {
                Owner = "team-census",
                Purpose = "weekly retrain",
                Metrics = { ["auc"] = Metric.Of(auc), ["logloss"] = Metric.Of(logloss, better: Direction.Lower) },
                Lineage = new() { DataSet = new("census-2026-05") },
            });
        }

        var Console = new StringWriter(); // The page prints; here it is compared.

        var query = new VersionQuery { DataSet = "census-2026-05", Metrics = [new("auc") { AtLeast = 0.9 }], NewestFirst = true, Limit = 2 };
        await foreach (var found in registry.FindVersionsAsync("income", query))
        {
            Console.WriteLine($"{found}: auc {found.Metrics["auc"]}, by {found.Author}");
        }

        Page.Prints(Console.ToString().Trim());
        Console.GetStringBuilder().Clear();

        var next = await registry.FindVersionsAsync("income", query with { After = 4 }).ToListAsync();

        Assert.Equal([2, 1], next.Select(v => v.Number));

        await foreach (var found in registry.FindVersionsAsync("income", new() { BestBy = "logloss", Limit = 3, LeaveOutRetired = true }))
        {
            Console.WriteLine($"{found}: logloss {found.Metrics["logloss"]}");
        }

        Page.Prints(Console.ToString().Trim());
        Page.Names(typeof(VersionQuery).GetProperties().Where(p => p.Name != "EqualityContract").Select(p => p.Name));
    }

    [Fact]
    public async Task A_reason_keeps_its_evidence_and_what_was_in_force_at_an_instant_is_known()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await RegisterThreeAsync(registry);

        ChangeReason because = new("AUC +0.012 on the May set")
        {
            Evidence = new("v1 and v2 on the same 12,000 rows")
            {
                Metrics = new Dictionary<string, Metric> { ["auc v1"] = Metric.Of(0.905), ["auc v2"] = Metric.Of(0.917) },
            },
        };

        var deployed = await registry.DeployAsync("income", DeploymentPlan.Live(2), replacing: null, because);
        var instant = deployed.At;

        Deployment? then = await registry.PlanAtAsync("income", instant);

        Assert.Equal(1, then!.Number);
        Assert.Equal(0.917, then.Because.Evidence!.Metrics["auc v2"].Value);
        Assert.Null(await registry.PlanAtAsync("income", instant - TimeSpan.FromTicks(1)));
    }

    [Fact]
    public async Task A_plan_is_looked_at_before_it_is_in_force_refused_and_forced()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await RegisterThreeAsync(registry);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), replacing: null, because: new("the first"));
        var now = await registry.DeployAsync("income", DeploymentPlan.Live(2).FallBackTo(1), replacing: first, because: new("the second"));
        var Console = new StringWriter(); // The page prints; here it is compared.

        DeploymentPreview preview = await registry.PreviewAsync("income", DeploymentPlan.Live(3).FallBackTo(2));
        Console.WriteLine($"safe: {preview.IsSafe}");
        foreach (var line in preview.Changes.Concat(preview.Refusals).Concat(preview.Risks))
        {
            Console.WriteLine(line);
        }

        Page.Prints(Console.ToString().Trim());
        Console.GetStringBuilder().Clear();

        try
        {
            await registry.DeployAsync("income", DeploymentPlan.Live(3), replacing: now, because: new("nobody under 18 is asked about"));
        }
        catch (DeploymentRefusedException e)
        {
            Console.WriteLine($"{string.Join('\n', e.Reasons)}\nCan be forced: {e.CanBeForced}");
        }

        Deployment forced = await registry.DeployAsync(
            "income", DeploymentPlan.Live(3), replacing: now, because: new("nobody under 18 is asked about"), new DeployOptions { Force = true });
        Console.WriteLine($"{forced} was forced past: {forced.ForcedPast}");

        Page.Prints(Console.ToString().Trim());
        Assert.Equal(forced.ForcedPast, (await registry.GetDeploymentAsync("income"))!.ForcedPast);
    }

    [Fact]
    public async Task A_version_is_retired_for_good_once_no_plan_names_it()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await RegisterThreeAsync(registry);
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(1), replacing: null, because: new("the first"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => registry.RetireAsync("income", 1, because: new("too early")));
        var now = await registry.DeployAsync("income", DeploymentPlan.Live(2), replacing: first, because: new("the second"));

        await registry.RetireAsync("income", 1, because: new("trained on rows that were withdrawn"));

        var refused = await Assert.ThrowsAsync<DeploymentRefusedException>(() => registry.DeployAsync(
            "income", DeploymentPlan.Live(1), replacing: now, because: new("back"), new DeployOptions { Force = true }));
        Assert.Equal(["v1 is retired; no plan may name it."], refused.Reasons);
        await Assert.ThrowsAsync<InvalidOperationException>(() => registry.RollBackAsync("income", awayFrom: 2, because: new("back")));
        Assert.Equal("income v1", (await registry.GetVersionAsync("income", 1)).ToString());
    }

    [Fact]
    public async Task Notes_tags_and_evaluations_are_added_beside_a_version()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await RegisterThreeAsync(registry);
        var Console = new StringWriter(); // The page prints; here it is compared.

        await registry.AddNoteAsync("income", 2, "the audit of May asked about this one");
        await registry.AddTagAsync("income", 2, "audited");
        await registry.AddTagAsync("income", 2, "candidate");
        await registry.RemoveTagAsync("income", 2, "candidate");               // that it was there stays known
        await registry.AddEvaluationAsync("income", 2, "census-2026-06", new Dictionary<string, Metric> { ["auc"] = Metric.Of(0.871) });

        await foreach (var said in registry.GetEventsAsync("income", 2))
        {
            Console.WriteLine($"{said.Kind}: {said.Text}");
        }

        Console.WriteLine($"tags: {string.Join(", ", await registry.GetTagsAsync("income", 2))}");

        Page.Prints(Console.ToString().Trim());
        Page.Names(nameof(VersionEventKind.Retired));
    }

    [Fact]
    public async Task Versions_are_compared_and_described()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await RegisterThreeAsync(registry);
        var Console = new StringWriter(); // The page prints; here it is compared.

        Console.WriteLine(await registry.CompareAsync("income", before: 2, after: 3));

        Page.Prints(Console.ToString().Trim());

        string card = await registry.DescribeAsync("income", 3);

        Page.Names(card.Split('\n')
            .Where(line => line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line.TrimStart('#', ' ')));
        Assert.Contains("| Training run | not known |", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_finds_bytes_that_are_gone_and_a_head_that_was_kept_finds_a_history_that_lacks_it()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await RegisterThreeAsync(registry);
        await registry.DeployAsync("income", DeploymentPlan.Live(1), replacing: null, because: new("the first"));
        var digest = (await registry.GetVersionAsync("income", 1)).Artifact.Digest;
        File.Delete(Path.Combine(app.Directory, "models", "artifacts", digest[..2], digest));
        var Console = new StringWriter(); // The page prints; here it is compared.

        RegistryReport report = await registry.VerifyAsync();
        Console.WriteLine($"{report.Versions} versions, {report.Deployments} deployments, sound: {report.IsSound}");
        foreach (var problem in report.Problems)
        {
            Console.WriteLine($"{problem.Kind} {problem.Where}: {problem.Text}");
        }

        Assert.StartsWith("3 versions, 1 deployments, sound: False", Console.ToString(), StringComparison.Ordinal);
        Assert.Contains("MissingArtifact income v1: ", Console.ToString(), StringComparison.Ordinal);

        HistoryHead head = (await registry.GetDeploymentAsync("income"))!.Head;     // keep it, as JSON, where writers of the store can't reach
        RegistryReport chain = await registry.VerifyHistoryAsync("income", knownHead: head);

        Assert.True(chain.IsSound);
        Assert.Equal(head, System.Text.Json.JsonSerializer.Deserialize<HistoryHead>(System.Text.Json.JsonSerializer.Serialize(head)));
        Assert.False((await registry.VerifyHistoryAsync("income", head with { Number = 2 })).IsSound);
        Assert.False((await registry.VerifyHistoryAsync("income", head with { Digest = "another" })).IsSound);
    }

    [Fact]
    public async Task A_host_trusts_what_is_signed_and_a_signed_plan_is_put_over_one_that_is_not()
    {
        await using var training = new App();
        await using var serving = new App();
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var (privateKeyPem, publicKeyPem) = (key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem());
        var (pipeline, host, directory) = (training.Services, serving.Services, Path.Combine(training.Directory, "models"));

        pipeline.AddModelRegistry().UseSqlite(directory).SignWith(privateKeyPem).TrustOnly(publicKeyPem);

        host.AddModelRegistry().UseSqlite(directory).TrustOnly(publicKeyPem);

        var registry = training.Registry;
        await IncomeModels.DeployBothAsync(registry);
        Assert.Equal(2, (await serving.Registry.GetDeploymentAsync("income"))!.Number);
        await using (var stranger = new App())
        {
            stranger.Services.AddModelRegistry().UseSqlite(directory);
            await stranger.Registry.DeployAsync("income", DeploymentPlan.Live(1), await stranger.Registry.GetDeploymentAsync("income"), new("mine"));
        }

        await Assert.ThrowsAsync<UntrustedRecordException>(() => serving.Registry.GetDeploymentAsync("income"));

        Deployment planted = await registry.GetHistoryAsync("income").FirstAsync();
        await registry.DeployAsync("income", DeploymentPlan.Live(1), replacing: planted, because: new("over a plan that nobody signed"));

        Assert.Equal(4, (await serving.Registry.GetDeploymentAsync("income"))!.Number);
    }

    [Fact]
    public async Task A_folder_is_registered_and_unpacked()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        var (path, directory) = (Path.Combine(app.Directory, "trained", "income"), Path.Combine(app.Directory, "unpacked"));
        Directory.CreateDirectory(path);
        await File.WriteAllBytesAsync(Path.Combine(path, "model.onnx"), [1, 2, 3]);
        await File.WriteAllBytesAsync(Path.Combine(path, "weights"), [4, 5]);
        var Console = new StringWriter(); // The page prints; here it is compared.

        ModelArtifact artifact = ModelArtifact.FromFolder(path, format: "onnx");
        ModelVersion version = await registry.RegisterAsync("income", artifact, new() { Owner = "team-census", Purpose = "weekly retrain" });
        Console.WriteLine($"{version}: {version.Artifact.Folder!.Files} files, {version.Artifact.Folder.Bytes} bytes");

        await registry.ExtractAsync(version, directory);                       // made by this: verified, private to this user, whole or not at all

        Page.Prints(Console.ToString().Trim());
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(directory, "model.onnx")));

        await File.WriteAllTextAsync(Path.Combine(path, "a "), "");
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => registry.RegisterAsync("income", ModelArtifact.FromFolder(path, "onnx"), new() { Owner = "o", Purpose = "p" }));
        var rule = refused.Message[refused.Message.IndexOf("A file's path", StringComparison.Ordinal)..refused.Message.IndexOf(" Rename it", StringComparison.Ordinal)];
        Assert.Contains(rule, Page.Text.Replace('\n', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_lists_every_problem_that_a_walk_can_find() =>
        Assert.All(Enum.GetNames<RegistryProblemKind>(), kind => Assert.Contains($"\n| `{kind}` | ", Page.Text, StringComparison.Ordinal));

    [Fact]
    public async Task A_watch_tells_what_is_in_force_and_whatever_comes_later()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        await IncomeModels.DeployBothAsync(registry);
        using var stopping = new CancellationTokenSource();
        var told = new TaskCompletionSource<Deployment>();
        var watching = WatchAsync(stopping.Token);

        Assert.Equal("income #2: live v2, fallback v1", (await told.Task.WaitAsync(TimeSpan.FromSeconds(30))).ToString());
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);

        async Task WatchAsync(CancellationToken stop)
        {
            await foreach (var deployment in registry.WatchAsync(stop))
            {
                await TellTheTeamAsync(deployment);
            }
        }

        Task TellTheTeamAsync(Deployment deployment)
        {
            told.TrySetResult(deployment);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_version_moves_to_another_registry()
    {
        await using var laptop = new App();
        await using var production = new App();
        laptop.Services.AddModelRegistry(o => o.Author = "ada").UseSqlite(directory: "models");
        production.Services.AddModelRegistry(o => o.Author = "operator").UseSqlite(directory: "models");
        var registry = laptop.Registry;
        await registry.RegisterAsync("income", IncomeModels.Careless, new() { Owner = "team-census", Purpose = "the first" });
        await registry.RegisterAsync("income", IncomeModels.Careful, new() { Owner = "team-census", Purpose = "the second" });
        var path = Path.Combine(laptop.Directory, "income.zip");

        await using (var file = File.Create(path))
        {
            await registry.ExportAsync("income", 2, file);
        }

        registry = production.Registry;
        var Console = new StringWriter();

        await using (var file = File.OpenRead(path))
        {
            foreach (var version in await registry.ImportAsync(file))
            {
                Console.WriteLine($"{version}, which was {version.Origin} by {version.Origin?.Author}");
            }
        }

        Page.Prints(Console.ToString().Trim());
        await using var again = File.OpenRead(path);
        Assert.Equal(1, Assert.Single(await registry.ImportAsync(again)).Number);
    }

    [Fact]
    public void The_page_names_every_option() =>
        Page.Names(typeof(RegistryOptions).GetProperties().Concat(typeof(SqliteRegistryOptions).GetProperties()).Concat(typeof(ImportOptions).GetProperties()).Select(p => p.Name));

    [Fact]
    public void The_page_says_the_rule_for_names() => Assert.Contains(ModelName.Rule, Page.Text.Replace('\n', ' '), StringComparison.Ordinal);

    // v2 speaks as v1 does; v3 refuses rows that both accept.
    private static async Task RegisterThreeAsync(IModelRegistry registry)
    {
        await registry.RegisterAsync("income", IncomeModels.Careful, Spec(16, "1", 0.905, null));
        await registry.RegisterAsync("income", IncomeModels.Careless, Spec(16, "1", 0.917, null));
        await registry.RegisterAsync("income", IncomeModels.Careless, Spec(18, "0.1", 0.921, 2));

        static ModelVersionSpec Spec(int fromAge, string l2, double auc, int? parent) => new()
        {
            Owner = "team-census",
            Purpose = "weekly retrain",
            InputSchema = DataSchema.For<Person>(s => s.Column(r => r.Age).InRange(fromAge, 99)),
            OutputSchema = DataSchema.For<Income>(s => s.Column(p => p.Probability).InRange(0, 1)),
            Metrics = { ["auc"] = Metric.Of(auc) },
            Parameters = { ["l2"] = l2 },
            Lineage = new() { ParentVersion = parent },
        };
    }

    [Fact]
    public async Task Golden_predictions_are_captured_registered_and_refuse_a_version_that_answers_otherwise()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        app.Services.AddModel<Person, Income>("income").FromRegistry().UseMLNet();
        var registry = app.Registry;
        var ml = new Microsoft.ML.MLContext(seed: 1);
        using var content = IncomeModels.Careful.OpenRead();
        using var engine = ml.Model.CreatePredictionEngine<Person, Income>(ml.Model.Load(content, out _));
        Person[] goldenRows = [new() { Id = "1", Age = 20, HoursPerWeek = 40 }, new() { Id = "2", Age = 50, HoursPerWeek = 10 }, new() { Id = "3", Age = 40 }];
        var Console = new StringWriter(); // The page prints; here it is compared.

        GoldenSet golden = GoldenSet
            .Capture(goldenRows, engine.Predict, relativeTolerance: 1e-4, masked: [nameof(Person.Id), nameof(Person.Over50K)])
            .WithTolerance(nameof(Income.Probability), relative: 1e-3);
        Console.WriteLine(golden);

        Page.Prints(Console.ToString().Trim());
        var right = await registry.RegisterAsync("income", IncomeModels.Careful, new() { Owner = "o", Purpose = "p", Golden = golden });
        var wrong = await registry.RegisterAsync("income", IncomeModels.Careful, new()
        {
            Owner = "o",
            Purpose = "p",
            Golden = GoldenSet.Capture(goldenRows, row => new Income { Probability = 0.5f }),
        });
        var first = await registry.DeployAsync("income", DeploymentPlan.Live(right), replacing: null, because: new("the first"));
        await app.StartAsync();
        await registry.DeployAsync("income", DeploymentPlan.Live(wrong), first, because: new("another"));
        var refused = await Assert.ThrowsAnyAsync<MlOpsException>(() => app.Models.RefreshAsync("income"));
        Assert.Contains("row 1, Probability: expected 0.5, was ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(right.Number, (await app.Predictor.PredictAsync(goldenRows[0])).Route!.Version);
    }

    [Fact]
    public async Task A_pipeline_replays_golden_predictions_for_itself()
    {
        Person[] goldenRows = [new() { Age = 20 }, new() { Age = 40 }, new() { Age = 60 }];
        var golden = GoldenSet.Capture(goldenRows, row => new Income { Probability = row.Age / 100 });
        var model = new Off();
        var Console = new StringWriter(); // The page prints; here it is compared.

        GoldenReport report = await golden.ReplayAsync(model);
        Console.WriteLine(report);

        Page.Prints(Console.ToString().Trim());
        Page.Names(nameof(GoldenMismatchException));
    }

    private sealed class Off : IModel<Person, Income>
    {
        public ValueTask<Prediction<Income>> PredictAsync(Person input, CancellationToken cancellationToken) =>
            new(new Income { Probability = input.Age == 40 ? 0.41f : input.Age / 100 });
    }

    [Fact]
    public async Task Versions_that_no_rule_keeps_are_cleaned_up()
    {
        await using var app = new App();
        app.Services.AddModelRegistry().UseSqlite(directory: "models");
        var registry = app.Registry;
        var Console = new StringWriter(); // The page prints; here it is compared.
        Deployment? last = null;
        for (byte i = 1; i <= 5; i++)
        {
            await registry.RegisterAsync("income", ModelArtifact.FromBytes(new byte[] { i, 2, 3, 4, 5 }, "test"), new() { Owner = "o", Purpose = "p" });
        }

        foreach (var live in new[] { 1, 2, 1 })
        {
            last = await registry.DeployAsync("income", DeploymentPlan.Live(live), last, new("a turn"));
        }

        var policy = new RetentionPolicy { KeepLast = 2, KeepDeployedWithin = TimeSpan.FromDays(90), KeepTagged = ["audit"] };
        Console.WriteLine(await registry.PreviewCollectionAsync(policy));

        Page.Prints(Console.ToString().Trim());

        CollectionReport report = await registry.CollectAsync(policy, because: new("the monthly clean-up"));

        Assert.Equal(Console.ToString().Trim().Replace("would retire", "retired", StringComparison.Ordinal).Replace("would remove", "removed", StringComparison.Ordinal)
            .Replace("would keep", "kept", StringComparison.Ordinal), report.ToString());
        var removed = await registry.GetVersionAsync("income", 3);
        Assert.Contains("the monthly clean-up", (await Assert.ThrowsAsync<ArtifactException>(() => registry.OpenAsync(removed))).Message, StringComparison.Ordinal);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using MlOps;

// A model: any ML.NET pipeline that leads from your row to your answer.
var ml = new MLContext(seed: 1);
var rows = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new Person
{
    Age = 18 + (i % 60),
    HoursPerWeek = 10 + (i * 7 % 50),
    Over50K = (i % 60) + (i * 7 % 50) > 60,
}));
var model = ml.Transforms.Concatenate("Features", nameof(Person.Age), nameof(Person.HoursPerWeek))
    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Person.Over50K)))
    .Fit(rows);

// What guards it, in any host that has dependency injection.
var services = new ServiceCollection();
services.AddModelRegistry(o => o.Author = "quick-start").UseSqlite(directory: "models");
services.AddModel<Person, Income>("income")
    .FromRegistry()                                                    // the deployment says which version is live
    .UseMLNet()                                                        // loads and pools it
    .ValidateInput()                                                   // by the schema registered with the version
    .ValidateOutput(s => s.Column(p => p.Probability).InRange(0, 1))
    .FallBackTo("base rate", row => new() { Probability = 0.24f })     // when no version can answer
    .AddHeuristic("minors earn under 50K",
        when: (row, score) => row.Age < 18, change: (row, score) => score with { Probability = 0 });
await using var provider = services.BuildServiceProvider();

// A version is immutable; a deployment says who is live, and why.
var registry = provider.GetRequiredService<IModelRegistry>();
var version = await registry.RegisterAsync("income", MLNetArtifact.Save(ml, model, rows.Schema), new()
{
    Owner = "team-census",
    Purpose = "the quick start",
    InputSchema = DataSchema.For<Person>(s => s
        .Column(r => r.Age).InRange(16, 99)
        .Column(r => r.HoursPerWeek).Tolerated().InRange(1, 99)),
});
var now = await registry.GetDeploymentAsync("income");
await registry.DeployAsync("income", DeploymentPlan.Live(version), replacing: now, because: new("the quick start"));

// Every prediction says how it ended and who answered.
var income = provider.GetRequiredService<IPredictor<Person, Income>>();
Console.WriteLine(await income.PredictAsync(new Person { Age = 44, HoursPerWeek = 50 }));
Console.WriteLine(await income.PredictAsync(new Person { Age = 440, HoursPerWeek = float.NaN }));
Console.WriteLine(await income.PredictAsync(new Person { Age = 44, HoursPerWeek = float.NaN }));
Console.WriteLine(await income.PredictAsync(new Person { Age = 17, HoursPerWeek = 50 }));

public sealed record Person
{
    public float Age { get; init; }

    public float HoursPerWeek { get; init; }

    public bool Over50K { get; init; }
}

public sealed record Income
{
    public float Probability { get; init; }
}

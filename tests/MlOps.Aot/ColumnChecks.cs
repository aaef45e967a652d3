using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Aot;

/// <summary>Every kind of rule on every kind of column, going in and coming out, without a host.</summary>
internal static class ColumnChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var answer = new Score { Probability = 0.5f, Band = "b1", Points = 1 };
        var services = new ServiceCollection();
        services.AddModel<Applicant, Score>("columns")
            .FromFunction(_ => answer)
            .ValidateInput(s => s
                .Column(a => a.Hours).Required().AtLeast(0)
                .Column(a => a.Age).Required().InRange(0, 120)
                .Column(a => a.Weight).AtMost(10, Severity.Soft)
                .Column(a => a.Income).Tolerated().AtLeast(0)
                .Column(a => a.Dependents).OneOf(0, 1, 2, 3)
                .Column(a => a.Id).Must("even or one", id => id == 1 || id % 2 == 0)
                .Column(a => a.Grade).Required().InRange(1, 6)
                .Column(a => a.Married).Must("single below 18", _ => true)
                .Column(a => a.Insured).Tolerated()
                .Column(a => a.Workclass).Required().OneOf("Private", "State-gov")
                .Column(a => a.Postcode).Optional().Sensitive().Matches("^[0-9]{5}$")
                .Column(a => a.Housing).MissingWhen(Housing.Unknown).Defined().Must("not rented", h => h != Housing.Rent)
                .Column(a => a.Embedding).Length(2).EachFinite().SumsTo(1, 0.1)
                .Column(a => a.Weights).EachInRange(0, 1)
                .Compare(a => a.Dependents, Comparison.AtMost, a => a.Age)
                .SumsTo(30, 5, a => a.Age, a => a.Dependents)
                .When(a => a.Workclass, "State-gov", then => then.Column(a => a.Dependents).AtMost(1))
                .FromAttributes()
                .RowCompleteness(0.5)
                .Rule("the insured have an income", a => a.Insured != true || a.Income is not null, Severity.Soft))
            .ValidateOutput(s => s
                .Column(p => p.Probability).Required().InRange(0, 1)
                .Column(p => p.Band).Required().Matches("^b").OneOf("b1", "b2")
                .Column(p => p.Points).AtLeast(0)
                .RowCompleteness(1)
                .Rule("points need a band", p => p.Points == 0 || p.Band is not null));
        await using var provider = services.BuildServiceProvider();
        var predictor = provider.GetRequiredService<IPredictor<Applicant, Score>>();

        async Task Rejects(string rule, Applicant row, MissingState missing = MissingState.None, PredictionOutcome outcome = PredictionOutcome.Rejected)
        {
            var prediction = await predictor.PredictAsync(row);
            var found = prediction.Violations.Any(v => $"{v.Column} {v.Rule}" == rule && v.Missing == missing);
            checks.That($"{rule}, missing {missing}, is {outcome}{(found ? "" : $"; it was {prediction}")}", found && prediction.Outcome == outcome);
        }

        checks.Equal("a good row breaks nothing", 0, (await predictor.PredictAsync(new())).Violations.Count);
        await Rejects("Hours range", new() { Hours = -1 });
        await Rejects("Hours required", new() { Hours = float.NaN }, MissingState.NaN);
        await Rejects("Age range", new() { Age = 121 });
        await Rejects("Age required", new() { Age = float.NaN }, MissingState.NaN);
        await Rejects("Weight range", new() { Weight = 11 }, outcome: PredictionOutcome.Answered);
        await Rejects("Income required", new() { Income = null, Insured = false }, MissingState.Null, PredictionOutcome.Answered);
        await Rejects("Income required", new() { Income = double.NaN, Insured = false }, MissingState.NaN, PredictionOutcome.Answered);
        await Rejects("Income range", new() { Income = -1 });
        await Rejects("Dependents domain", new() { Dependents = 4 });
        await Rejects("Id even or one", new() { Id = 3 });
        await Rejects("Grade required", new() { Grade = null }, MissingState.Null);
        await Rejects("Grade range", new() { Grade = 7 });
        await Rejects("Insured required", new() { Insured = null }, MissingState.Null, PredictionOutcome.Answered);
        await Rejects("Workclass required", new() { Workclass = null }, MissingState.Null);
        await Rejects("Workclass required", new() { Workclass = "" }, MissingState.EmptyText);
        await Rejects("Workclass domain", new() { Workclass = "private" });
        await Rejects("Postcode pattern", new() { Postcode = "12a45" });
        await Rejects("Workclass length", new() { Workclass = "Self-employed-not-incorporated" });
        await Rejects("Housing domain", new() { Housing = (Housing)9 });
        await Rejects("Housing not rented", new() { Housing = Housing.Rent });
        await Rejects("Housing required", new() { Housing = null }, MissingState.Null);
        await Rejects("Housing required", new() { Housing = Housing.Unknown }, MissingState.Sentinel);
        await Rejects("input required", new() { Embedding = null }, MissingState.Null);
        await Rejects("input length", new() { Embedding = [1] });
        await Rejects("input[1] finite", new() { Embedding = [1, float.NaN] });
        await Rejects("Weights[0] range", new() { Weights = new double[] { 2 } });
        await Rejects(" sum", new() { Embedding = [1, 1] });
        await Rejects(" sum", new() { Age = 36 });
        await Rejects(" comparison", new() { Age = 0.5f, Dependents = 1 });
        await Rejects("Dependents range", new() { Workclass = "State-gov", Dependents = 2 });
        checks.That("a schema prints itself", DataSchema.FromAttributes<Applicant>().ToCSharp<Applicant>().Contains(".Column(r => r.Embedding).Length(2)", StringComparison.Ordinal));
        await Rejects(" completeness", new()
        {
            Hours = float.NaN,
            Age = float.NaN,
            Weight = double.NaN,
            Income = null,
            Grade = null,
            Insured = null,
            Workclass = null,
            Postcode = null,
            Housing = null,
            Embedding = null,
        });
        await Rejects(" the insured have an income", new() { Income = null }, outcome: PredictionOutcome.Answered);
        checks.Equal("a sensitive value is hidden", "(hidden)", (await predictor.PredictAsync(new() { Postcode = "12a45" })).Violations[0].Observed);
        checks.Equal("an optional one may be missing", 0, (await predictor.PredictAsync(new() { Postcode = null })).Violations.Count);

        async Task Refuses(string rule, Score bad)
        {
            answer = bad;
            var prediction = await predictor.PredictAsync(new());
            checks.That(
                $"an answer's {rule} makes it unavailable",
                prediction is { Outcome: PredictionOutcome.Unavailable, Attempts: [{ Failure: AttemptFailure.InvalidAnswer } attempt] }
                    && attempt.Violations.Any(v => $"{v.Column} {v.Rule}" == rule));
        }

        await Refuses("Probability range", new() { Probability = 1.5f, Band = "b1" });
        await Refuses("Probability required", new() { Probability = float.NaN, Band = "b1" });
        await Refuses("Band required", new() { Probability = 0, Band = "" });
        await Refuses("Band pattern", new() { Probability = 0, Band = "c" });
        await Refuses("Band domain", new() { Probability = 0, Band = "b3" });
        await Refuses("Points range", new() { Probability = 0, Band = "b1", Points = -1 });
        await Refuses(" completeness", new() { Probability = 0, Band = null });
        await Refuses(" points need a band", new() { Probability = 0, Band = null, Points = 1 });
    }
}

using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Fakes;
using MlOps.Runtimes;

namespace MlOps.Serving;

public class BatchTests
{
    // Rows whose age is below zero are invalid, those of 1 make live throw, of 2 the canary, of 3 both and of 4 everybody; 5 makes live answer
    // NaN and 6 the canary a negative value; the fallback version throws at 3.
    private static readonly Gen<Row> AnyRow = Gen.Select(Gen.Int[-1, 9], Gen.Int[0, 9]).Select((age, key) => new Row(age, key < 2 ? null : $"customer {key}"));

    [Fact]
    public async Task Rows_that_throw_invalid_rows_and_rows_of_two_routes_come_out_in_their_order_each_as_a_single_call_would()
    {
        var registry = new FakeRegistry().With("live", "canary", "fallback");
        registry.Deploy(DeploymentPlan.Live(1).Canary(2, 0.5).FallBackTo(3));
        await using var services = Setup.Provider(
            m => m.FromRegistry().AddRuntime(_ => new Runtime()).RouteBy(row => row.Key).CheckAge().CheckValue()
                .FallBackTo("function", row => row.Age == 4 ? throw new NotSupportedException() : new Score(row.Age, "function"))
                .WithCircuitBreaker(o => o.MinimumThroughput = int.MaxValue),
            s => s.AddSingleton<IModelRegistry>(registry));
        var predictor = services.Predictor();
        var seen = new HashSet<string>();
        AnyRow.Array[0, 30].Sample(
            rows =>
            {
                var batch = new Prediction<Score>[rows.Length];
                predictor.PredictBatchAsync(rows, batch).AsTask().GetAwaiter().GetResult();
                for (var i = 0; i < rows.Length; i++)
                {
                    Assert.Equal(predictor.PredictAsync(rows[i]).AsTask().GetAwaiter().GetResult().ToString(), batch[i].ToString());
                    lock (seen)
                    {
                        seen.Add($"{batch[i].Outcome} {batch[i].Assigned?.Role} {batch[i].Route?.Role}");
                    }
                }
            },
            iter: 500);

        // Every way that was meant did come up.
        Assert.Superset(
            new HashSet<string>
            {
                "Rejected Live ",
                "Answered Live Live",
                "Answered Canary Canary",
                "Answered Canary Live",
                "Answered Live FallbackVersion",
                "Answered Canary FallbackFunction",
                "Unavailable Live ",
                "Unavailable Canary ",
            },
            seen);
    }

    private sealed class Runtime : IModelRuntime<Row, Score>
    {
        public string Format => "text";

        public ValueTask<IModel<Row, Score>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
        {
            using var text = new StreamReader(content.Content);
            return new(new Model(text.ReadToEnd()));
        }
    }

    private sealed class Model(string text) : IModel<Row, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Row input, CancellationToken cancellationToken) => (text, input.Age) switch
        {
            (_, 3 or 4) or ("live", 1) or ("canary", 2) => throw new TimeoutException(),
            ("live", 5) => new(new Score(float.NaN, text)),
            ("canary", 6) => new(new Score(-1, text)),
            _ => new(new Score(input.Age, $"{text} to {input.Key}")),
        };
    }
}

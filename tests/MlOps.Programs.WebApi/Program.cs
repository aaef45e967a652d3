using System.Text.Json.Serialization;
using IncomeApi;
using MlOps;

var builder = WebApplication.CreateBuilder(args);

// Clients that can't leave a property out may write "NaN".
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.NumberHandling |= JsonNumberHandling.AllowNamedFloatingPointLiterals);

builder.Services.AddModel<CensusRow, IncomeScore>("income")
    .FromFile("Models/income.zip", o => o.Watch = true)            // relative to the content root
    .UseMLNet()
    .ValidateInput(s => s.Column(r => r.Age).Required().InRange(0, 120)
                         .Column(r => r.HoursPerWeek).Tolerated());

var app = builder.Build();

app.MapPost("/score", async (CensusRow row, IPredictor<CensusRow, IncomeScore> income, CancellationToken ct) =>
{
    var answer = await income.PredictAsync(row, ct);
    return answer.Outcome switch
    {
        PredictionOutcome.Answered => Results.Ok(answer.Value),
        PredictionOutcome.Suppressed => Results.NoContent(),
        PredictionOutcome.Rejected => Results.ValidationProblem(answer.Violations.ToProblem()),   // the input's fault: 400
        _ => Results.StatusCode(503),                                                             // Unavailable: ours
    };
});

await app.RunAsync();

using System.Globalization;
using MlOps.Runtimes;

namespace MlOps.Aot;

/// <summary>A format of its own: a text with one number, by which it multiplies.</summary>
internal sealed class LinearRuntime : IModelRuntime<Applicant, Score>
{
    public const string Linear = "linear";

    public string Format => Linear;

    public async ValueTask<IModel<Applicant, Score>> LoadAsync(ModelContent content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content.Content);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return float.TryParse(text, CultureInfo.InvariantCulture, out var factor)
            ? new LinearModel(factor)
            : throw new ModelLoadException($"{content.Name} is no number.");
    }

    private sealed class LinearModel(float factor) : IModel<Applicant, Score>
    {
        public ValueTask<Prediction<Score>> PredictAsync(Applicant input, CancellationToken cancellationToken) =>
            new(new Score { Probability = input.Age * factor });
    }
}

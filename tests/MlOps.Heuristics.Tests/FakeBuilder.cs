using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Runtimes;

namespace MlOps.Heuristics;

/// <summary>Takes the rules of a model and puts them around another, without a host.</summary>
internal sealed class FakeBuilder<TInput, TOutput> : IModelBuilder<TInput, TOutput>
{
    private readonly List<Func<StageContext<TOutput>, IModel<TInput, TOutput>, IModel<TInput, TOutput>>> _stages = [];

    public string Name => "m";

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IDictionary<object, object> Properties { get; } = new Dictionary<object, object>();

    /// <summary>The services once the rules are around a model.</summary>
    public IServiceProvider Provider => field ??= Services.BuildServiceProvider();

    public static FakeBuilder<TInput, TOutput> With(params IEnumerable<Action<FakeBuilder<TInput, TOutput>>> rules)
    {
        var builder = new FakeBuilder<TInput, TOutput>();
        foreach (var rule in rules)
        {
            rule(builder);
        }

        return builder;
    }

    public IModelBuilder<TInput, TOutput> AddRuntime(Func<IServiceProvider, IModelRuntime<TInput, TOutput>> create) => this;

    public IModelBuilder<TInput, TOutput> CheckInput(Func<CheckContext, IRowCheck<TInput>> create) => this;

    public IModelBuilder<TInput, TOutput> CheckOutput(Func<CheckContext, IRowCheck<TOutput>> create) => this;

    public IModelBuilder<TInput, TOutput> AddStage(
        StagePoint point, string name, Func<StageContext<TOutput>, IModel<TInput, TOutput>, IModel<TInput, TOutput>> wrap)
    {
        _stages.Add(wrap);
        return this;
    }

    public IModel<TInput, TOutput> Wrap(IModel<TInput, TOutput> inner, Func<TOutput, ImmutableArray<Violation>>? check = null, ModelVersion? version = null, DataSchema? checkedBy = null)
    {
        var context = new StageContext<TOutput>
        {
            Model = Name,
            Route = new(Name, 1, "v1", RouteRole.Live),
            Version = version,
            OutputSchema = checkedBy,
            Services = Provider,
            CheckAnswer = (_, answer) => check?.Invoke(answer) ?? [],
        };
        return _stages.Aggregate(inner, (model, wrap) => wrap(context, model));
    }

    /// <summary>Answers one row after another with what it is given.</summary>
    public Func<TInput, TOutput, Prediction<TOutput>> Answerer()
    {
        var echo = new Echo();
        var stage = Wrap(echo);
        return (row, answer) =>
        {
            echo.Answer.Value = answer;
            return stage.PredictAsync(row, CancellationToken.None).Result;
        };
    }

    private sealed class Echo : IModel<TInput, TOutput>
    {
        public ThreadLocal<TOutput> Answer { get; } = new();

        public ValueTask<Prediction<TOutput>> PredictAsync(TInput input, CancellationToken cancellationToken) => new(Prediction.Answered(Answer.Value!));
    }
}

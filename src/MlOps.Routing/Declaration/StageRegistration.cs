using MlOps.Building;

namespace MlOps.Routing.Declaration;

/// <summary>A stage that was added at a point.</summary>
internal sealed record StageRegistration<TInput, TOutput>(
    StagePoint Point,
    string Name,
    Func<StageContext<TOutput>, IModel<TInput, TOutput>, IModel<TInput, TOutput>> Wrap);

using System.Diagnostics.CodeAnalysis;
using MlOps.Checks;
using MlOps.Routing.Checking;
using MlOps.Routing.Declaration;

namespace MlOps.Routing.Generations;

/// <summary>Makes the checks of a version's rows and answers, by what the host declared and what the version was registered with.</summary>
internal sealed class VersionChecks<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(ModelDefinition<TInput, TOutput> definition, ModelOptions options, IServiceProvider services)
{
    private readonly FiniteCheck<TOutput>? _finite = options.AllowNonFiniteAnswers ? null : new();

    public AnswerCheck<TOutput> AnswersOf(ModelVersion? version) =>
        new(_finite, Made(definition.OutputCheck.Value, version, required: version is not null));

    /// <summary>The version, or null where its rules can't be made: functions answer by live's rules, and then by none, as they do while no version serves.</summary>
    public ModelVersion? WithSoundAnswers(ModelVersion? live)
    {
        try
        {
            _ = AnswersOf(live);
            return live;
        }
        catch (ModelLoadException)
        {
            return null;
        }
    }

    public IRowCheck<TInput>? InputOf(ModelVersion? version, bool required) => Made(definition.InputCheck.Value, version, required);

    // While no version serves there may be no schema to check by; then the functions answer unchecked rows rather than nobody.
    private IRowCheck<T>? Made<T>(Func<CheckContext, IRowCheck<T>>? create, ModelVersion? version, bool required)
    {
        try
        {
            return create?.Invoke(new CheckContext(definition.Name, version, services));
        }
        catch (ModelConfigurationException) when (!required)
        {
            return null;
        }
        catch (Exception e) when (e is not MlOpsException && version is not null)
        {
            throw new ModelLoadException($"A check can't be made by the schema of {version}: {e.Message}", e);
        }
    }
}

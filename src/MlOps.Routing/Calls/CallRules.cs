using Microsoft.Extensions.Options;
using MlOps.Routing.Declaration;
using Polly;

namespace MlOps.Routing.Calls;

/// <summary>What one model's declaration says about calls to its routes. What is said of no fallback holds for the versions.</summary>
internal sealed class CallRules : IDeclared
{
    private const string Versions = "";

    private readonly Dictionary<string, Action<ResiliencePipelineBuilder, IServiceProvider>> _pipelines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _twice = new(StringComparer.Ordinal);

    /// <summary>The timeouts of fallbacks; that of the versions is an option of the model.</summary>
    public Dictionary<string, CallTimeoutOptions> Timeouts { get; } = new(StringComparer.Ordinal);

    /// <summary>The fallbacks of which anything is said.</summary>
    public IEnumerable<string> Fallbacks => Timeouts.Keys.Concat(_pipelines.Keys).Where(k => k != Versions).Distinct(StringComparer.Ordinal);

    public void Set(string? fallback, Action<ResiliencePipelineBuilder, IServiceProvider> configure)
    {
        if (!_pipelines.TryAdd(fallback ?? Versions, configure))
        {
            _twice.Add(fallback ?? Versions);
        }
    }

    public Action<ResiliencePipelineBuilder, IServiceProvider>? PipelineOf(string? fallback) => _pipelines.GetValueOrDefault(fallback ?? Versions);

    public IEnumerable<string> Mistakes() =>
    [
        .. _twice.Select(t => $"{(t == Versions ? "It" : $"Its fallback '{t}'")} has more than one pipeline (WithPipeline) and can have one: put all strategies into it."),
        .. Timeouts.SelectMany(t => ((IValidateOptions<CallTimeoutOptions>)new CallTimeoutOptionsValidator()).Validate(null, t.Value) is { Failed: true } wrong
            ? wrong.Failures!.Select(f => $"The timeout of its fallback '{t.Key}' is wrong: {f} Correct it in WithTimeout(...).")
            : []),
    ];
}

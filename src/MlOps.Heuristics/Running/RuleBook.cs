using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using MlOps.Building;
using MlOps.Heuristics.State;

namespace MlOps.Heuristics.Running;

/// <summary>The rules of one model in one host: the set in force, what they remember and what is counted of them.</summary>
internal sealed class RuleBook<TInput, TOutput> : IRuleBook, IDisposable
{
    private readonly RuleDeclarations<TInput, TOutput> _declared;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RuleMemory _memory = new();
    private readonly PairStatistics _pairs = new();
    private readonly ConcurrentDictionary<string, RuleStatistics> _statistics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Rule, string Version), bool> _toldNever = new();
    private readonly Lock _changing = new();
    private readonly IDisposable? _watch;
    private volatile RuleSet<TInput, TOutput> _set;
    private volatile StageContext<TOutput>? _serving;
    private bool _sectionExisted;

    /// <exception cref="ModelConfigurationException">The rules can't be made; every mistake is told.</exception>
    public RuleBook(RuleDeclarations<TInput, TOutput> declared, IServiceProvider services)
    {
        _declared = declared;
        _services = services;
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _log = (services.GetService<ILoggerFactory>() ?? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).CreateLogger("MlOps.Heuristics");
        lock (_changing)
        {
            _set = Changed(new([], default));
        }

        if (declared.Section is { } section)
        {
            _watch = ChangeToken.OnChange(section.GetReloadToken, Reload);
        }
    }

    public string Model => _declared.Model;

    /// <summary>The rules in force.</summary>
    public RuleSet<TInput, TOutput> Set => _set;

    /// <summary>How many answers came to the rules.</summary>
    public ThreadCounter Seen { get; } = new();

    public void Dispose() => _watch?.Dispose();

    /// <summary>Puts the rules around the routes of a plan.</summary>
    public IModel<TInput, TOutput> Wrap(StageContext<TOutput> context, IModel<TInput, TOutput> inner)
    {
        if (context.Route.Role == RouteRole.Live)
        {
            _serving = context;
            TellOfThoseThatNeverFire(_set);
        }

        return new HeuristicStage<TInput, TOutput>(this, context.CheckAnswer, inner);
    }

    /// <summary>Counts a rule that fired or failed.</summary>
    public void Record(Rule<TInput, TOutput> rule, FiredHeuristic fired, TOutput before, TOutput? after, List<Firing<TOutput>> firings)
    {
        var now = _time.GetUtcNow();
        if (fired.Effect == HeuristicEffect.Suppressed && fired.HasFailed)
        {
            rule.Statistics.RecordFailure();
        }

        rule.Statistics.Record(fired.Effect, now);
        TellOfExpiry(rule, now);
        if (fired.HasFailed)
        {
            return;
        }

        var changed = fired.Effect is HeuristicEffect.Changed or HeuristicEffect.WouldChange;
        try
        {
            if (changed)
            {
                rule.Statistics.Measure(rule.Layer.Change(before, after!));
            }

            foreach (var earlier in firings)
            {
                _pairs.Record(earlier.Rule, rule.Name, changed && earlier.Changed && EqualityComparer<TOutput>.Default.Equals(earlier.Before, after));
            }
        }
#pragma warning disable CA1031 // The host's code reads and compares answers: what it can't is not measured, and the prediction stands.
        catch
#pragma warning restore CA1031
        {
        }

        firings.Add(new(rule.Name, changed, before));
    }

    public HeuristicReport Report(long minRuns)
    {
        var rules = StatusOf(_set);
        return new() { Model = Model, Time = _time.GetUtcNow(), Rules = rules, Findings = [.. Findings.Of(rules, _pairs, minRuns)] };
    }

    public HeuristicSetStatus GetStatus()
    {
        var set = _set;
        return new(set.Digest, set.Text, set.Since) { Rules = StatusOf(set) };
    }

    private void Reload()
    {
        lock (_changing)
        {
            try
            {
                _set = Changed(_set);
            }
            catch (ModelConfigurationException e)
            {
                _log.ReloadRefused(Model, string.Join(" ", e.Mistakes));
            }
#pragma warning disable CA1031 // The host's code; whoever changed the configuration is the last who should be thrown at.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _log.ReloadRefused(Model, e.Message);
            }
        }
    }

    /// <summary>Makes the rules anew and, where that comes to other rules, takes those: until then nothing of the ones in force has changed.</summary>
    private RuleSet<TInput, TOutput> Changed(RuleSet<TInput, TOutput> before)
    {
        var section = _declared.Section is { } configured ? new RuleSection(configured) : null;
        if (section is { Exists: false } && _sectionExisted)
        {
            // A file that can't be read any more looks the same.
            throw new ModelConfigurationException(Model, "The section of the rules is gone. To take back all that it says, leave \"Rules\": {} in it.");
        }

        var memory = new MemoryDraft(_memory);
        var rules = _declared.Make(
            new(_services, _time, memory, name => _statistics.GetValueOrDefault(name) ?? new(), section, _declared.Defaults, []));
        _sectionExisted = section is { Exists: true };
        var now = _time.GetUtcNow();
        var set = new RuleSet<TInput, TOutput>([.. rules.Where(r => r.Options.Enabled)], now);
        if (set.Digest == before.Digest && before.Since != default)
        {
            return before;
        }

        memory.Take();
        Count(before, set);
        _log.RulesChanged(Model, set.Digest, set.Text);
        foreach (var rule in set.Rules)
        {
            TellOfExpiry(rule, now);
        }

        TellOfThoseThatNeverFire(set);
        return set;
    }

    private void Count(RuleSet<TInput, TOutput> before, RuleSet<TInput, TOutput> after)
    {
        var seen = Seen.Value;
        foreach (var rule in before.Rules.ExceptBy(after.Rules.Select(r => r.Name), r => r.Name, StringComparer.Ordinal))
        {
            rule.Statistics.Leave(seen);
        }

        foreach (var rule in after.Rules)
        {
            _statistics[rule.Name] = rule.Statistics;
            rule.Statistics.Enter(seen);
        }
    }

    private void TellOfExpiry(Rule<TInput, TOutput> rule, DateTimeOffset now)
    {
        if (rule.Options.Expires is { } expires && expires <= now && rule.Statistics.TellsOfExpiry(expires))
        {
            _log.Expired(Model, rule.Name, expires, rule.Options.Owner ?? "none", rule.Options.Reason ?? "none");
        }
    }

    private void TellOfThoseThatNeverFire(RuleSet<TInput, TOutput> set)
    {
        if (_serving is not { OutputSchema: { } schema, Route: var route })
        {
            return;
        }

        foreach (var rule in set.Rules)
        {
            if (rule.Layer.WhyNever(schema) is { } why && _toldNever.TryAdd((rule.Name, $"{route}"), true))
            {
                _log.NeverFires(Model, rule.Name, $"{route}", why);
            }
        }
    }

    private ImmutableArray<HeuristicStatus> StatusOf(RuleSet<TInput, TOutput> set)
    {
        var (seen, now) = (Seen.Value, _time.GetUtcNow());
        return [.. set.Rules.Select(r => StatusOf(r, seen, now))];
    }

    private HeuristicStatus StatusOf(Rule<TInput, TOutput> rule, long seen, DateTimeOffset now) => new()
    {
        Name = rule.Name,
        Kind = rule.Kind,
        DryRun = rule.Options.DryRun,
        Owner = rule.Options.Owner,
        Reason = rule.Options.Reason,
        Expires = rule.Options.Expires,
        IsExpired = rule.Options.Expires <= now,
        Runs = rule.Statistics.Runs(seen),
        Changes = rule.Statistics.Changes,
        Suppressions = rule.Statistics.Suppressions,
        Failures = rule.Statistics.Failures,
        DryRuns = rule.Statistics.DryRuns,
        MeanChange = rule.Statistics.MeanChange,
        LargestChange = rule.Statistics.LargestChange,
        LastFired = rule.Statistics.LastFired,
        ForgottenKeys = _memory.Forgotten(rule.Name, rule.Options.DryRun),
    };
}

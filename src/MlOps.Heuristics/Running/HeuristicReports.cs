using MlOps.Heuristics.Running;

namespace MlOps;

/// <summary>Tells what the rules of the host's models did. Take it from DI; it is there as soon as a model has a rule.</summary>
/// <remarks>Safe for any number of threads. What it counts is this host's, since it started; other hosts count for themselves.</remarks>
public sealed class HeuristicReports
{
    private readonly Dictionary<string, IRuleBook> _books;

    internal HeuristicReports(IEnumerable<IRuleBook> books) => _books = books.ToDictionary(b => b.Model, StringComparer.Ordinal);

    /// <summary>The models that have rules.</summary>
    public IReadOnlyCollection<string> Models => _books.Keys;

    /// <summary>The rules of a model and what they did.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="minRuns">How often a rule must have run before one says that it never or always fires. Default: 1000.</param>
    /// <exception cref="ArgumentException">The model has no rules.</exception>
    /// <exception cref="ModelConfigurationException">Its rules can't be made.</exception>
    public HeuristicReport Of(string model, long minRuns = 1000)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _books.TryGetValue(model, out var book)
            ? book.Report(minRuns)
            : throw new ArgumentException($"There are no heuristics of a model '{model}'; there are some of: {string.Join(", ", _books.Keys)}.", nameof(model));
    }
}

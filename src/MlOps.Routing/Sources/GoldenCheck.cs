using System.Diagnostics.CodeAnalysis;

namespace MlOps.Routing.Sources;

/// <summary>Lets no version through that answers otherwise here than where it was registered.</summary>
internal static class GoldenCheck
{
    /// <exception cref="GoldenMismatchException">Answers differ.</exception>
    /// <exception cref="ModelLoadException">The golden predictions don't fit this host's types.</exception>
    public static async Task RunAsync<
        [DynamicallyAccessedMembers(RowMembers.All)] TInput,
        [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(
        ModelVersion version, IModel<TInput, TOutput> model, CancellationToken cancellationToken)
    {
        if (version.Golden is not { } golden)
        {
            return;
        }

        GoldenReport report;
        try
        {
            report = await golden.ReplayAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelLoadException e)
        {
            throw new ModelLoadException($"{version} isn't served: {e.Message}", e);
        }

        if (!report.IsMatch)
        {
            throw new GoldenMismatchException(Message(version, report), report);
        }
    }

    private static string Message(ModelVersion version, GoldenReport report)
    {
        var others = version.Environment is { } then ? Others(then, ModelEnvironment.Current()).ToArray() : [];
        return $"{version} isn't served: it answers otherwise here than when it was registered. {report.ToString().Replace("\n", "; ", StringComparison.Ordinal)}. "
            + (others.Length == 0 ? "" : $"It was made with {string.Join(", ", others)}. ")
            + "Deploy another version or roll back; then find what differs between there and here or, if it is harmless, register this one again with wider tolerances.";
    }

    // What may be the cause.
    private static IEnumerable<string> Others(ModelEnvironment then, ModelEnvironment now)
    {
        (string Then, string Now)[] facts =
        [
            (then.Runtime, now.Runtime),
            (then.OperatingSystem, now.OperatingSystem),
            (then.Architecture, now.Architecture),
            .. then.Packages.Where(p => now.Packages.ContainsKey(p.Key)).Select(p => ($"{p.Key} {p.Value}", $"{p.Key} {now.Packages[p.Key]}")),
        ];
        return facts.Where(f => f.Then != f.Now).Select(f => $"{f.Then} (here {f.Now})");
    }
}

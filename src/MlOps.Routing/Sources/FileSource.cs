using System.Globalization;
using MlOps.Runtimes;

namespace MlOps.Routing.Sources;

/// <summary>A model in a file, with no registry behind it.</summary>
internal sealed class FileSource<TInput, TOutput>(
    string model, string path, FileSourceOptions options, RuntimeSet<TInput, TOutput> runtimes, Action<string, Exception> disposalFailed)
    : IModelSource<TInput, TOutput>
{
    private readonly Route _route = new(model, null, Path.GetFileName(path), RouteRole.Live);

    public string Description => $"file '{path}'";

    public string? RouteName => _route.Name;

    public string Location => $"'{path}'";

    public bool FollowsRegistry => false;

    public TimeSpan? PollInterval => options.Watch ? options.PollInterval : null;

    public IEnumerable<string> Mistakes()
    {
        if (options.PollInterval <= TimeSpan.Zero || options.PollInterval > TimeSpan.FromDays(1))
        {
            yield return $"FromFile looks every {options.PollInterval}: set PollInterval above zero and up to a day.";
        }

        foreach (var mistake in runtimes.Mistakes("FromFile"))
        {
            yield return mistake;
        }

        if (runtimes.HasTwins)
        {
            yield break;
        }

        if (options.Format is null && runtimes.Count > 1)
        {
            yield return $"FromFile can't tell which runtime loads the file: set Format to one of {runtimes.Formats}.";
        }
        else if (options.Format is not null && runtimes.Find(options.Format) is null)
        {
            yield return $"FromFile has Format '{options.Format}' and there is no such runtime: it is one of {runtimes.Formats}.";
        }
    }

    public ValueTask<WantedPlan?> LookAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? new(new WantedPlan(Stamp(file), $"{file.Name} of {file.LastWriteTimeUtc.ToString("u", CultureInfo.InvariantCulture)}", null))
            : throw Missing();
    }

    public ValueTask<IReadOnlyList<VersionLoad<TInput, TOutput>>> PrepareAsync(WantedPlan wanted, CancellationToken cancellationToken) =>
        new([new(_route) { Load = (_, token) => Load(wanted, token) }]);

    private SharedModel<TInput, TOutput> Load(WantedPlan wanted, CancellationToken cancellationToken)
    {
        var bytes = File.ReadAllBytes(path);
        if (Stamp(new FileInfo(path)) != wanted.Key)
        {
            throw new IOException($"'{path}' changed while it was read; it is read again.");
        }

        var runtime = runtimes.Find(options.Format) ?? runtimes.Single();
        using var content = new MemoryStream(bytes, writable: false);
        var loaded = runtime.LoadAsync(new ModelContent(_route.Name, content), cancellationToken).AsTask().GetAwaiter().GetResult();
        return SharedModel<TInput, TOutput>.Owned(loaded, $"'{_route.Name}'", disposalFailed);
    }

    // Where the file is watched, it may come yet; else no waiting helps.
    private Exception Missing()
    {
        if (Directory.Exists(path))
        {
            return new ModelLoadException(
                $"Model '{model}': '{path}' is a folder, and FromFile takes one file. Name the file; a model of several files is registered with "
                + "ModelArtifact.FromFolder and served with FromRegistry.");
        }

        var message = $"Model '{model}': there is no file '{path}'. Put the model there, or correct the path in FromFile.";
        return options.Watch ? new FileNotFoundException(message) : new ModelLoadException(message);
    }

    private static string Stamp(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
}

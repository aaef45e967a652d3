using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Routing.Declaration;
using MlOps.Routing.Observing;

namespace MlOps.Routing.Serving;

/// <summary>Knows the servers of all declared models, and runs the one watch of the registry that they share.</summary>
internal sealed class ModelHost : IModelHost, IAsyncDisposable, IDisposable
{
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly Telemetry _telemetry;
    private readonly ConcurrentDictionary<string, ModelServer> _watching = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<ModelServer> _started = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<Task> _watch;
    private readonly string[] _served;
    private readonly HashSet<string> _replaced;
    private bool _disposed;

    public ModelHost(IServiceProvider services, IEnumerable<ModelDefinition> definitions, TimeProvider time, Telemetry telemetry)
    {
        (_services, _time, _telemetry) = (services, time, telemetry);
        var declared = definitions.ToLookup(d => d is ReplacedModel, d => d.Name);
        _served = [.. declared[false].Order(StringComparer.Ordinal)];
        _replaced = [.. declared[true]];
        Models = [.. _served.Concat(_replaced).Order(StringComparer.Ordinal)];
        _watch = new(() => services.GetService<IModelRegistry>() is { } registry ? Task.Run(() => WatchAsync(registry)) : Task.CompletedTask);
    }

    public IReadOnlyList<string> Models { get; }

    /// <summary>The models that are served by this host, not by a test double.</summary>
    public IReadOnlyList<string> Served => _served;

    /// <summary>The server of a declared model, made on first use.</summary>
    /// <exception cref="ModelConfigurationException">The declaration can't work.</exception>
    public ModelServer Server(string model) => _served.Contains(model)
        ? _services.GetRequiredKeyedService<ModelServer>(model)
        : throw new ArgumentException(
            $"No model '{model}' is declared; declared are: {string.Join(", ", Models)}. Add it with AddModel.", nameof(model));

    public ModelStatus GetStatus(string model) => _replaced.Contains(model)
        ? new() { Model = model, Routes = [new(new(model, null, "test double", RouteRole.Live), null)] }
        : Server(model).GetStatus();

    public IReadOnlyList<ModelStatus> GetStatuses(string? after = null, int count = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return [.. Models.Where(m => string.CompareOrdinal(m, after) > 0).Take(count).Select(StatusOrMistakes)];
    }

    public IReadOnlyList<CandidateEvidence> GetEvidence(string model) => _replaced.Contains(model) ? [] : Server(model).GetEvidence();

    public Task RefreshAsync(string model, CancellationToken cancellationToken = default) =>
        _replaced.Contains(model) ? Task.CompletedTask : Server(model).RefreshAsync(cancellationToken);

    public void SetAside(string model, string route) => NotReplaced(model).SetAside(route);

    public void Restore(string model, string route) => NotReplaced(model).Restore(route);

    /// <summary>Knows that a server has started: it is told of deployments from now on, if it follows the registry.</summary>
    public void Watch(ModelServer server)
    {
        _started.Add(server);
        if (server.FollowsRegistry)
        {
            _watching[server.Name] = server;
            _ = _watch.Value;
        }
    }

    /// <summary>One server goes, so all do: they wait for their calls at the same time.</summary>
    public void BeginToClose()
    {
        foreach (var server in _started)
        {
            server.BeginToClose();
        }
    }

    // The container knows the host by two types, and disposes it for each.
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_watch.IsValueCreated)
        {
            await _watch.Value.ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    public void Dispose() => Task.Run(async () => await DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();

    private ModelStatus StatusOrMistakes(string model)
    {
        try
        {
            return GetStatus(model);
        }
        catch (ModelConfigurationException e)
        {
            return new() { Model = model, Problem = string.Join(" ", e.Mistakes) };
        }
    }

    private ModelServer NotReplaced(string model) => _replaced.Contains(model)
        ? throw new ArgumentException($"A test double stands in for model '{model}': it has no routes.", nameof(model))
        : Server(model);

    // The truth is what GetDeploymentAsync says; the watch only says when to ask. It survives whatever the registry does.
    private async Task WatchAsync(IModelRegistry registry)
    {
        var failures = 0;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await foreach (var deployment in registry.WatchAsync(_stopping.Token).ConfigureAwait(false))
                {
                    failures = 0;
                    if (_watching.TryGetValue(deployment.Model, out var server))
                    {
                        server.Signal();
                    }
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A watch that ends here would leave the host deaf for good.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _telemetry.WatchFailed(e, ++failures);
                if (failures == 1)
                {
                    // They look for themselves, and say in their status what they find.
                    foreach (var server in _watching.Values)
                    {
                        server.Signal();
                    }
                }
            }

            // One query: cheap enough to come back to within the time in which hosts are to follow.
            await Task.Delay(Rollout.Delay(1), _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

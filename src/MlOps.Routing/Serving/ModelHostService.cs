using Microsoft.Extensions.Hosting;

namespace MlOps.Routing.Serving;

/// <summary>Loads the declared models when a host starts. What is wrong with any of them is told at once.</summary>
internal sealed class ModelHostService(ModelHost host) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var servers = new List<ModelServer>();
        var mistakes = new List<Exception>();
        foreach (var model in host.Served)
        {
            try
            {
                servers.Add(host.Server(model));
            }
            catch (ModelConfigurationException e)
            {
                mistakes.Add(e);
            }
        }

        if (mistakes.Count == 0)
        {
            var starts = servers.Select(s => s.StartAsync(cancellationToken)).ToArray();
            await Task.WhenAll(starts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            mistakes.AddRange(starts.Where(s => s.IsFaulted).Select(s => s.Exception!.InnerException!));
        }

        switch (mistakes)
        {
            case []:
                return;
            case [var only]:
                throw only;
            default:
                throw new AggregateException(mistakes);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

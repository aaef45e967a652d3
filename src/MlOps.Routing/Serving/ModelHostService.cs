using Microsoft.Extensions.Hosting;

namespace MlOps.Routing.Serving;

/// <summary>Loads the declared models when a host starts.</summary>
internal sealed class ModelHostService(ModelHost host) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var servers = new List<ModelServer>();
        var mistakes = new List<Exception>();
        foreach (var model in host.Models)
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

        // Every mistake of every model is told at once.
        if (mistakes.Count > 0)
        {
            throw mistakes.Count == 1 ? mistakes[0] : new AggregateException(mistakes);
        }

        await Task.WhenAll(servers.Select(s => s.StartAsync(cancellationToken))).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

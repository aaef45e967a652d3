using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MlOps.Docs;

/// <summary>An app with a host, in a directory of its own.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly HostApplicationBuilder _builder;
    private readonly Lazy<IHost> _host;

    public App()
    {
        _builder = new(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = Directory });
        _host = new(_builder.Build);
    }

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mlops-docs-").FullName;

    public IServiceCollection Services => _builder.Services;

    public IServiceProvider Provider => _host.Value.Services;

    public IModelRegistry Registry => Provider.GetRequiredService<IModelRegistry>();

    public IModelHost Models => Provider.GetRequiredService<IModelHost>();

    public IPredictor<Person, Income> Predictor => Provider.GetRequiredService<IPredictor<Person, Income>>();

    public Task StartAsync() => _host.Value.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_host.IsValueCreated)
        {
            await _host.Value.StopAsync();
            await ((IAsyncDisposable)_host.Value).DisposeAsync();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }
}

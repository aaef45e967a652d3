using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Building;
using MlOps.Checks;
using MlOps.Runtimes;

namespace MlOps.Endurance.Serving;

/// <summary>A host that follows a registry on a folder, as a web application would.</summary>
internal sealed class ServingHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="folder">Where the registry is.</param>
    /// <param name="models">The models it serves.</param>
    /// <param name="more">A runtime beside ML.NET's, or null.</param>
    /// <param name="declare">Says more of each model, or null.</param>
    public ServingHost(
        string folder, IEnumerable<string> models, IModelRuntime<House, Price>? more = null, Action<IModelBuilder<House, Price>>? declare = null)
    {
        var services = new ServiceCollection();
        services.AddModelRegistry(o => o.Author = "host").UseSqlite(folder);
        foreach (var name in models)
        {
            var model = services.AddModel<House, Price>(name).FromRegistry().RouteBy(row => row.Distance.ToString(CultureInfo.InvariantCulture));
            new WatchingBuilder(model, Watched).UseMLNet();
            Watched.Watch(model);
            if (more is not null)
            {
                model.AddRuntime(_ => Watched.Watch(more));
            }

            declare?.Invoke(model);
        }

        _services = services.BuildServiceProvider();
        Registry = _services.GetRequiredService<IModelRegistry>();
        Models = _services.GetRequiredService<IModelHost>();
    }

    public Watched Watched { get; } = new();

    public IModelRegistry Registry { get; }

    public IModelHost Models { get; }

    public IPredictor<House, Price> Predictor(string model) => _services.GetRequiredKeyedService<IPredictor<House, Price>>(model);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // What UseMLNet adds is wrapped on its way to the model.
    private sealed class WatchingBuilder(IModelBuilder<House, Price> model, Watched watched) : IModelBuilder<House, Price>
    {
        public string Name => model.Name;

        public IServiceCollection Services => model.Services;

        public IDictionary<object, object> Properties => model.Properties;

        public IModelBuilder<House, Price> AddRuntime(Func<IServiceProvider, IModelRuntime<House, Price>> create) =>
            model.AddRuntime(services => watched.Watch(create(services)));

        public IModelBuilder<House, Price> CheckInput(Func<CheckContext, IRowCheck<House>> create) => model.CheckInput(create);

        public IModelBuilder<House, Price> CheckOutput(Func<CheckContext, IRowCheck<Price>> create) => model.CheckOutput(create);

        public IModelBuilder<House, Price> AddStage(
            StagePoint point, string name, Func<StageContext<Price>, IModel<House, Price>, IModel<House, Price>> wrap) => model.AddStage(point, name, wrap);
    }
}

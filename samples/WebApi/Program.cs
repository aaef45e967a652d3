using MlOps;
using WebApi;

if (args is not ([] or ["--serve"]))
{
    await Console.Error.WriteLineAsync("Usage: WebApi [--serve]. Without it the script is played; with it the API serves at http://localhost:5080 until Ctrl+C.");
    return 2;
}

var fault = new Fault();
if (args is ["--serve"])
{
    await using var served = IncomeApp.Build(Path.GetFullPath("webapi-registry"), "http://localhost:5080", fault);
    await Release.MakeAsync(served.Services.GetRequiredService<IModelRegistry>());
    Console.WriteLine("POST http://localhost:5080/score {\"age\":44,\"hoursPerWeek\":50}; GET /models, /health/ready, /metrics");
    await served.RunAsync();
    return 0;
}

var directory = Directory.CreateTempSubdirectory("mlops-webapi-");
try
{
    // Port 0 is any that is free.
    await using var app = IncomeApp.Build(directory.FullName, "http://127.0.0.1:0", fault);
    var registry = app.Services.GetRequiredService<IModelRegistry>();
    await Release.MakeAsync(registry);
    await app.StartAsync();
    using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    await new Script(http, registry, app.Services.GetRequiredService<IModelHost>(), fault).PlayAsync();
    await app.StopAsync();
}
finally
{
    directory.Delete(recursive: true);
}

return 0;

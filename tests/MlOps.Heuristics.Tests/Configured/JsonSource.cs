using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace MlOps.Heuristics.Configured;

/// <summary>A configuration that says one JSON text after the other.</summary>
internal sealed class JsonSource : ConfigurationProvider, IConfigurationSource
{
    private JsonSource(string json) => Read(json);

    /// <summary>A section of the configuration, and what changes it.</summary>
    public static (IConfigurationSection Section, Action<string> Say) With(string json)
    {
        var source = new JsonSource(json);
        var section = new ConfigurationBuilder().Add(source).Build().GetSection("Heuristics");
        return (section, source.Say);
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    private void Say(string json)
    {
        Read(json);
        OnReload();
    }

    private void Read(string json)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        using var document = JsonDocument.Parse(json);
        Add(data, "Heuristics", document.RootElement);
        Data = data;
    }

    private static void Add(Dictionary<string, string?> data, string path, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            // As the provider for files does.
            if (!element.EnumerateObject().Any())
            {
                data[path] = null;
            }

            foreach (var property in element.EnumerateObject())
            {
                Add(data, $"{path}:{property.Name}", property.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() == 0)
            {
                data[path] = "";
            }

            foreach (var (at, item) in element.EnumerateArray().Index())
            {
                Add(data, $"{path}:{at}", item);
            }
        }
        else
        {
            data[path] = element.ValueKind == JsonValueKind.Null ? null : element.ToString();
        }
    }
}

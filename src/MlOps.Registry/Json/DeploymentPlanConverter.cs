using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Registry.Json;

/// <summary>Reads plans through the methods that check them: a plan that breaks a rule isn't read.</summary>
internal sealed class DeploymentPlanConverter : JsonConverter<DeploymentPlan>
{
    public override DeploymentPlan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var document = JsonSerializer.Deserialize(ref reader, RegistryJsonContext.Default.PlanDocument) ?? throw new JsonException("A plan is an object.");
        var plan = DeploymentPlan.Live(document.LiveVersion).FallBackTo([.. document.FallbackVersions ?? []]);
        plan = document.CanaryVersion is { } canary ? plan.Canary(canary, document.CanaryShare) : plan;
        return document.ShadowVersion is { } shadow ? plan.Shadow(shadow) : plan;
    }

    public override void Write(Utf8JsonWriter writer, DeploymentPlan value, JsonSerializerOptions options) => JsonSerializer.Serialize(
        writer,
        new PlanDocument(value.LiveVersion, [.. value.FallbackVersions], value.CanaryVersion, value.CanaryShare, value.ShadowVersion),
        RegistryJsonContext.Default.PlanDocument);
}

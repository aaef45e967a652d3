using System.Reflection;

namespace MlOps.Registry.Conformance;

/// <summary>Calls every member of the registry that takes a model's name, also one that is added tomorrow.</summary>
internal static class EveryMember
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The members that take a name, alone or in something that has one.</summary>
    public static IEnumerable<MethodInfo> ThatTakesAName { get; } = [.. typeof(IModelRegistry).GetMethods().Where(m => m.GetParameters().Any(IsName))];

    /// <summary>Calls one of them with the name, and with what is fine for everything else.</summary>
    public static async Task CallAsync(IModelRegistry registry, MethodInfo member, string name)
    {
        switch (member.Invoke(registry, BindingFlags.DoNotWrapExceptions, null, [.. member.GetParameters().Select(p => Argument(p, name))], null))
        {
            case Task task:
                await task;
                break;
            case IAsyncEnumerable<object> items:
                await items.FirstOrDefaultAsync();
                break;
            case null or DateTimeOffset:
                break;
            case var other:
                Assert.Fail($"{member} gives a {other?.GetType()}: say here how it is awaited.");
                break;
        }
    }

    private static bool IsName(ParameterInfo parameter) => parameter.Name == "model" || parameter.ParameterType == typeof(ModelVersion);

    private static object? Argument(ParameterInfo parameter, string name) => parameter switch
    {
        { Name: "model" } => name,
        { HasDefaultValue: true } => parameter.ParameterType == typeof(CancellationToken) ? TestContext.Current.CancellationToken : parameter.DefaultValue,
        { Name: "replacing" or "options" } => null,
        _ when parameter.ParameterType == typeof(ModelVersion) => Version(name, new('a', 64)),
        _ when parameter.ParameterType == typeof(ModelArtifact) => ModelArtifact.FromBytes(new byte[] { 1 }, "test"),
        _ when parameter.ParameterType == typeof(ModelVersionSpec) => new ModelVersionSpec { Owner = "team", Purpose = "a test" },
        _ when parameter.ParameterType == typeof(VersionQuery) => new VersionQuery(),
        _ when parameter.ParameterType == typeof(DeploymentPlan) => DeploymentPlan.Live(1),
        _ when parameter.ParameterType == typeof(ChangeReason) => new ChangeReason("a test"),
        _ when parameter.ParameterType == typeof(VersionEventKind) => VersionEventKind.Note,
        _ when parameter.ParameterType == typeof(Stream) => new MemoryStream(),
        { Name: "versions" } => null,
        _ when parameter.ParameterType == typeof(DateTimeOffset) => Now,
        _ when parameter.ParameterType == typeof(string) => "text",
        _ when parameter.ParameterType == typeof(int) => 1,
        _ => throw new InvalidOperationException($"{parameter.Member} takes a {parameter}: say here which is fine."),
    };

    public static ModelVersion Version(string name, string digest) => new()
    {
        Model = name,
        Number = 1,
        Artifact = new(digest, 1, "test"),
        Author = "someone",
        RegisteredAt = Now,
    };
}

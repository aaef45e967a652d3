namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    public static TheoryData<string> HostileNames =>
    [
        "", " ", ".", "..", "../x", "..\\x", "a/b", "a\\b", "a..b", "/etc/passwd", "c:", "c:x", "\\\\host\\share", "file:///x",
        "%2e%2e%2fx", "%252e%252e%252fx", "a\0b", "a\nb", "con", "nul.txt", "com1", "lpt9.zip", "Income", "INCOME", "ıncome", "incomе",
        "a ", "a.", "-a", "a-", "_a", "a'; DROP TABLE versions; --", "a%", "a*", "a?", new string('a', 101),
    ];

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_hostile_name_is_refused_everywhere_with_the_rule(string name)
    {
        var registry = Open();
        var version = new ModelVersion
        {
            Model = name,
            Number = 1,
            Artifact = new(new('a', 64), 1, "test"),
            Author = "someone",
            RegisteredAt = Clock.GetUtcNow(),
        };

        var calls = new Func<Task>[]
        {
            () => registry.RegisterAsync(name, Artifact(0), Spec, Stop),
            () => registry.GetVersionAsync(name, 1, Stop),
            () => registry.OpenAsync(version, Stop),
            () => registry.GetDeploymentAsync(name, Stop),
            () => registry.DeployAsync(name, DeploymentPlan.Live(1), null, Because, Stop),
            () => registry.RollBackAsync(name, 1, Because, Stop),
            async () => await registry.ListVersionsAsync(name, Stop).ToListAsync(Stop),
            async () => await registry.GetHistoryAsync(name, Stop).ToListAsync(Stop),
        };

        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(call);
            Assert.Contains(ModelName.Rule, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("income.2026_v-1")]
    [InlineData("console")]
    public async Task A_name_that_follows_the_rule_is_taken(string name)
    {
        await Open().RegisterAsync(name, Artifact(0), Spec, Stop);

        Assert.Equal([name], await Open().ListModelsAsync(Stop).ToListAsync(Stop));
    }
}

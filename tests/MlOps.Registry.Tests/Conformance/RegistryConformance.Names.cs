using System.Reflection;

namespace MlOps.Registry.Conformance;

public abstract partial class RegistryConformance
{
    public static TheoryData<string> MembersThatTakeAName => [.. EveryMember.ThatTakesAName.Select(Say)];

    [Theory]
    [MemberData(nameof(MembersThatTakeAName))]
    public async Task A_hostile_name_is_refused_everywhere_with_the_rule_and_leaves_no_trace(string member)
    {
        var registry = await OpenWithVersionsAsync(1);
        var before = Snapshot();

        foreach (var name in HostileText.All)
        {
            var refused = await Assert.ThrowsAsync<ArgumentException>(() => EveryMember.CallAsync(registry, Find(member), name));
            Assert.Contains(ModelName.Rule, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Snapshot());
        Assert.Equal(["income"], await registry.ListModelsAsync(Stop).ToListAsync(Stop));
    }

    [Theory]
    [MemberData(nameof(MembersThatTakeAName))]
    public async Task A_name_that_follows_the_rule_is_refused_nowhere(string member)
    {
        try
        {
            await EveryMember.CallAsync(await OpenWithVersionsAsync(1), Find(member), "income.2026_v-1");
        }
        catch (Exception e) when (e is ModelNotFoundException or ArtifactException or InvalidOperationException)
        {
            // There is nothing under this name.
        }
    }

    [Fact]
    public async Task A_digest_that_is_none_opens_nothing()
    {
        var registry = await OpenWithVersionsAsync(1);
        var digest = (await registry.GetVersionAsync("income", 1, Stop)).Artifact.Digest;
        var before = Snapshot();

        foreach (var text in HostileText.All.Concat([digest.ToUpperInvariant(), digest[..63], digest + "0", $"../{digest[..2]}/{digest}", $"{digest[..32]}/{digest[33..]}"]))
        {
            await Assert.ThrowsAsync<ArtifactException>(() => registry.OpenAsync(EveryMember.Version("income", text), Stop));
        }

        Assert.Equal(before, Snapshot());
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

    /// <summary>What is where the store is and around it, file by file; nothing for a store that has no files.</summary>
    protected virtual IReadOnlyList<string> Snapshot() => [];

    private static MethodInfo Find(string member) => EveryMember.ThatTakesAName.Single(m => Say(m) == member);

    private static string Say(MethodInfo member) => $"{member.Name}({string.Join(", ", member.GetParameters().Select(p => p.Name))})";
}

namespace MlOps.Endurance.Contention;

/// <summary>Everything that a crowd may want at once, one after the other.</summary>
internal sealed class ContentionRound(Crowd crowd, OpenRegistry open, Random random)
{
    // Small ones, so that calls meet at the records and not one by one at the disk.
    private const int LargestContent = 64 << 10;

    /// <summary>The bytes of the first version, which all put in their place again while it is read.</summary>
    public static Content Shared => Content.Of(SharedSeed, SharedSize);

    private const int SharedSeed = 0;
    private const int SharedSize = 1 << 20;

    /// <returns>What the registry shows afterwards.</returns>
    public async Task<Shown> RunAsync(Shown state)
    {
        var fresh = $"{open.Folder}-beginning";
        using (var beginning = new OpenRegistry(fresh, "inspector"))
        {
            await RegisterAsync("begin a registry", beginning, Shown.Nothing, OwnOrSame(fresh));
        }

        (state, var own) = await RegisterAsync("register own bytes", open, state, Own(open.Folder));
        (state, var same) = await RegisterAsync("register the same bytes", open, state, Same(open.Folder));
        (state, _) = await RegisterAsync("register with one id", open, state, OwnOrSame(open.Folder, id: $"one of {random.Next()}"));
        Directory.Delete(fresh, recursive: true);

        state = await ChangeAsync("promote", state, i => new Promote(open.Folder, own[i]));
        var before = state.History[^1].Plan;
        state = await ChangeAsync("promote another", state, i => new Promote(open.Folder, same[i]));

        const string Back = "roll back";
        var left = state.History[^1].Plan.LiveVersion;
        state = await ChangeAsync(Back, state, _ => new GoBack(open.Folder, left));
        Expect.WentBack(Back, state, left, before);

        // Whoever comes first takes away what the others are about to change.
        return await ChangeAsync(
            "promote or roll back", state, i => i % 2 == 0 ? new Promote(open.Folder, same[i]) : new GoBack(open.Folder, before.LiveVersion));
    }

    private async Task<(Shown State, int[] Numbers)> RegisterAsync(string what, OpenRegistry on, Shown before, Register[] orders)
    {
        var acting = crowd.ActAsync(what, i => orders[i]);
        while (orders[0].Seed == SharedSeed && before.Versions.Count > 0 && !acting.IsCompleted)
        {
            await before.OpenAsync(before.Versions[0]);
        }

        var answers = await acting;
        var after = await Shown.ReadAsync(on.Registry);
        if (orders[0].Id is null)
        {
            Expect.EachHasItsOwn(what, before, after, answers, orders);
        }
        else
        {
            Expect.AllHaveOne(what, before, after, answers, orders);
        }

        await after.OpenAllAsync(after: before.Versions.Count);
        return (after, [.. answers.Select(a => a.Number)]);
    }

    private async Task<Shown> ChangeAsync(string what, Shown before, Func<int, Order> orders)
    {
        var answers = await crowd.ActAsync(what, orders);
        var after = await Shown.ReadAsync(open.Registry);
        Expect.OneWon(what, before, after, answers);
        return after;
    }

    private Register[] Own(string folder, string? id = null) =>
        Each(_ => new(folder, random.Next(1, int.MaxValue), Content.AnySize(random, LargestContent), id));

    private Register[] Same(string folder, string? id = null) => Each(_ => new(folder, SharedSeed, SharedSize, id));

    private Register[] OwnOrSame(string folder, string? id = null) => random.Next(2) == 0 ? Own(folder, id) : Same(folder, id);

    private Register[] Each(Func<int, Register> order) => [.. Enumerable.Range(0, crowd.Count).Select(order)];
}

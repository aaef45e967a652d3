namespace MlOps.Endurance.Contention;

/// <summary>Everything that a crowd may want at once, one after the other.</summary>
internal sealed class ContentionRound(Crowd crowd, OpenRegistry open, Random random)
{
    /// <returns>What the registry shows afterwards.</returns>
    public async Task<Shown> RunAsync(Shown state)
    {
        var fresh = OpenRegistry.NewFolder();
        using (var beginning = new OpenRegistry(fresh, "inspector"))
        {
            await RegisterAsync("begin a registry", beginning, Shown.Nothing, Orders(fresh, Seeds.Own));
        }

        (state, var own) = await RegisterAsync("register own bytes", open, state, Orders(open.Folder, Seeds.Own));
        (state, var same) = await RegisterAsync("register the same bytes", open, state, Orders(open.Folder, Seeds.Shared));
        (state, _) = await RegisterAsync(
            "register with one id", open, state, Orders(open.Folder, random.Next(2) == 0 ? Seeds.Shared : Seeds.Own, id: $"one of {random.Next()}"));
        OpenRegistry.Delete(fresh);

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
        var answers = await crowd.ActAsync(what, i => orders[i]);
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

    private Register[] Orders(string folder, Seeds seeds, string? id = null)
    {
        var shared = random.Next();
        return [.. Enumerable.Range(0, crowd.Count).Select(_ => new Register(folder, seeds == Seeds.Shared ? shared : random.Next(), id))];
    }

    private enum Seeds
    {
        Own,
        Shared,
    }
}

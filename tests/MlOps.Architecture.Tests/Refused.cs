namespace MlOps.Architecture;

/// <summary>Tells every refusal in full; an assertion on a collection would cut them short.</summary>
internal static class Refused
{
    public static void Nothing(IEnumerable<string> refusals)
    {
        var all = string.Join('\n', refusals);
        Assert.True(all.Length == 0, all);
    }
}

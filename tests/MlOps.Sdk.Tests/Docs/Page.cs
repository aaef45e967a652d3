namespace MlOps.Docs;

/// <summary>A page that people read. What stands on it in blocks is what is compiled, run or printed.</summary>
/// <param name="Path">The page's path in the repository.</param>
internal sealed record Page(string Path)
{
    /// <summary>Where the repository is.</summary>
    public static string Root { get; } = FindRoot();

    public string Text { get; } = File.ReadAllText(System.IO.Path.Combine(Root, Path));

    /// <summary>The blocks in one language, from the first to the last.</summary>
    public IEnumerable<string> Blocks(string language)
    {
        var open = $"```{language}\n";
        for (var at = Text.IndexOf(open, StringComparison.Ordinal); at >= 0; at = Text.IndexOf(open, at, StringComparison.Ordinal))
        {
            var start = at + open.Length;
            at = Text.IndexOf("\n```", start, StringComparison.Ordinal);
            yield return Text[start..at];
        }
    }

    /// <summary>Fails unless the page shows these lines as a block of text.</summary>
    public void Prints(params IEnumerable<object?> lines)
    {
        var text = string.Join('\n', lines);
        Assert.True(Blocks("text").Contains(text), $"{Path} shows no block of text that is:\n{text}");
    }

    /// <summary>Fails unless each is on the page in the type of code, as in <c>`mlops.outcome`</c>.</summary>
    public void Names(params IEnumerable<string> words) => Assert.All(words, w => Assert.Contains($"`{w}`", Text, StringComparison.Ordinal));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(directory!.FullName, "MlOps.Sdk.sln")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}

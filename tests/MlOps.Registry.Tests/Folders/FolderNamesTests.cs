using MlOps.Registry.Conformance;

namespace MlOps.Registry.Folders;

public class FolderNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("./a")]
    [InlineData("a/./b")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/..")]
    [InlineData("...")]
    [InlineData("a\\b")]
    [InlineData("..\\a")]
    [InlineData("C:/a")]
    [InlineData("a:b")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a\"")]
    [InlineData("a<b")]
    [InlineData("a>b")]
    [InlineData("a|b")]
    [InlineData("a\0")]
    [InlineData("a\nb")]
    [InlineData("a\u007f")]
    [InlineData("a\u0085")]
    [InlineData("a\u202eb")]
    [InlineData("a\u200bb")]
    [InlineData("a\u2028b")]
    [InlineData("\ufeffa")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("a./b")]
    [InlineData("a /b")]
    [InlineData(" a")]
    [InlineData("con")]
    [InlineData("CON")]
    [InlineData("a/nul.txt")]
    [InlineData("Com1.tar.gz")]
    [InlineData("com¹")]
    [InlineData("aux .txt")]
    [InlineData("CONIN$")]
    [InlineData("income\u0301")]
    public void A_path_that_is_not_unpacked_everywhere_is_refused(string path)
    {
        Assert.False(FolderNames.IsValid(path));
        Assert.False(new FolderNames().TryAdd(path));
    }

    [Fact]
    public void Half_a_character_and_what_is_too_long_are_refused()
    {
        Assert.False(FolderNames.IsValid("a\ud800"));
        Assert.False(FolderNames.IsValid("\udc00\ud800"));
        Assert.False(FolderNames.IsValid(new('a', 256)));
        Assert.False(FolderNames.IsValid(new('ü', 128)));
        Assert.False(FolderNames.IsValid(string.Join('/', Enumerable.Repeat(new string('a', 99), 6))));
        Assert.False(FolderNames.IsValid(string.Join('/', Enumerable.Repeat("a", 17))));
        Assert.True(FolderNames.IsValid(string.Join('/', Enumerable.Repeat("a", 16))));
        Assert.True(FolderNames.IsValid(new('a', 255)));
        Assert.True(FolderNames.IsValid(string.Join('/', Enumerable.Repeat(new string('a', 99), 5))));
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.onnx.data")]
    [InlineData("variables/variables.data-00000-of-00001")]
    [InlineData(".gitattributes")]
    [InlineData("a..b")]
    [InlineData("vocab (1).txt")]
    [InlineData("layer+bias=1,2;x~y'z`&%2e%2e$HOME#!@^{}[]")]
    [InlineData("incomé")]
    [InlineData("モデル/重み 😀.bin")]
    [InlineData("console")]
    [InlineData("com10")]
    public void What_real_models_have_is_taken(string path) => Assert.True(FolderNames.IsValid(path));

    [Theory]
    [InlineData("a", "A")]
    [InlineData("a/x", "A/y")]
    [InlineData("weights/ü", "weights/Ü")]
    [InlineData("a", "a")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a/b", "A")]
    [InlineData("A", "a/b")]
    public void Two_paths_that_meet_somewhere_are_refused(string first, string second)
    {
        var names = new FolderNames();
        Assert.True(names.TryAdd(first));
        Assert.False(names.TryAdd(second));
        Assert.True(names.TryAdd("other/" + first));
    }

    [Fact]
    public void No_hostile_text_that_follows_the_rule_leads_out_of_a_folder()
    {
        var root = Path.Combine(Path.GetTempPath(), "root");
        foreach (var text in HostileText.All.Where(FolderNames.IsValid))
        {
            Assert.Equal(Path.Combine(root, text), Path.GetFullPath(text, root));
        }
    }
}

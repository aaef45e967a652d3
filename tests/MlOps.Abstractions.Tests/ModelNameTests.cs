using CsCheck;

namespace MlOps;

public class ModelNameTests
{
    [Theory]
    [InlineData("income")]
    [InlineData("0")]
    [InlineData("a.b_c-d")]
    [InlineData("a--b")]
    [InlineData("console")]
    [InlineData("com10")]
    [InlineData("a.con")]
    public void These_are_names(string name)
    {
        Assert.True(ModelName.IsValid(name));
        Assert.Equal(name, ModelName.Checked(name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Income")]
    [InlineData(".income")]
    [InlineData("income.")]
    [InlineData("-income")]
    [InlineData("in come")]
    [InlineData("a..b")]
    [InlineData("../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a\0b")]
    [InlineData("a\n")]
    [InlineData("naïve")]
    [InlineData("ıncome")]
    [InlineData("income٣")]
    [InlineData("😀")]
    [InlineData("con")]
    [InlineData("nul.txt")]
    [InlineData("com1.a.b")]
    [InlineData("lpt9")]
    [InlineData("';drop table versions;--")]
    public void These_are_none_and_the_refusal_says_the_rule(string? name)
    {
        Assert.False(ModelName.IsValid(name));
        var e = Assert.Throws<ArgumentException>(() => ModelName.Checked(name, "name"));
        Assert.Contains(ModelName.Rule, e.Message, StringComparison.Ordinal);
        Assert.Equal("name", e.ParamName);
    }

    [Fact]
    public void A_name_has_up_to_a_hundred_characters()
    {
        Assert.True(ModelName.IsValid(new('a', 100)));
        Assert.False(ModelName.IsValid(new('a', 101)));
    }

    [Fact]
    public void A_refused_name_reaches_the_message_short_and_without_control_characters()
    {
        var e = Assert.Throws<ArgumentException>(() => ModelName.Checked("\u001b[2J\r\n" + new string('x', 10_000)));

        Assert.True(e.Message.Length < 600);
        Assert.DoesNotContain(e.Message[..120], char.IsControl);
    }

    [Fact]
    public void A_name_stays_inside_a_folder_and_is_the_same_in_a_path_and_a_url()
    {
        var near = Gen.Char["abz019._-/\\: A\u0000é"].Array[0, 12].Select(c => new string(c));
        var names = 0;
        near.Sample(
            name =>
            {
                if (!ModelName.IsValid(name))
                {
                    return;
                }

                Interlocked.Increment(ref names);
                var folder = Path.Combine(Path.GetTempPath(), "models");
                Assert.Equal(folder, Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, name))));
                Assert.Equal(name, Uri.EscapeDataString(name));
            },
            iter: 10_000);
        Assert.True(names > 100, $"Only {names} of the texts were names.");
    }
}

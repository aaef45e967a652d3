using CsCheck;
using MlOps.Validation.Rows;

namespace MlOps.Rows;

public class TextTableTests
{
    [Fact]
    public void It_holds_what_was_put_in_and_nothing_else()
    {
        var text = Gen.Char["abcd😀\0"].Array[1, 4].Select(c => new string(c));
        Gen.Select(text.Array[1, 40], text.Array[20]).Sample((values, others) =>
        {
            if (TextTable.TryCreate(values) is { } table)
            {
                Assert.All(values, v => Assert.True(table.Contains(new(v.AsSpan()))));
                Assert.All(others, o => Assert.Equal(values.Contains(o, StringComparer.Ordinal), table.Contains(o)));
            }
        });
    }

    [Fact]
    public void Texts_that_look_alike_have_none_and_are_found_all_the_same()
    {
        string[] alike = [.. Enumerable.Range(100, 200).Select(i => $"a{i}--b----c")];

        Assert.Null(TextTable.TryCreate(alike));
        Assert.All(alike, a => Assert.Empty(Checked.By<CensusRow>(s => s.Column(r => r.Workclass).OneOf(alike), new() { Workclass = a })));
        Assert.Single(Checked.By<CensusRow>(s => s.Column(r => r.Workclass).OneOf(alike), new() { Workclass = "a99--b----c" }));
    }
}

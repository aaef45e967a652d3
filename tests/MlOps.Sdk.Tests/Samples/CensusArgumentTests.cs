namespace MlOps.Samples;

public sealed class CensusArgumentTests : IDisposable
{
    private const string GoodHeader =
        "age,workclass,fnlwgt,education,education-num,marital-status,occupation,relationship,ethnicity,sex,"
        + "capital-gain,capital-loss,hours-per-week,native-country,label(IsOver50K)\n";

    private readonly SampleProcess _sample = new("CensusIncome");

    [Theory]
    [InlineData("Unknown option '--fast'", "--fast")]
    [InlineData("Unknown option 'adult.csv'", "adult.csv")]
    [InlineData("Unknown option 'two lines'", "two\nlines")]
    [InlineData("--data wants a value", "--data")]
    [InlineData("--data wants a value", "--data", "--rows")]
    [InlineData("not 'many'", "--rows", "many")]
    [InlineData("not '3'", "--rows", "3")]
    [InlineData("leave it out with --data", "--rows", "1000", "--data", "good-header.csv")]
    [InlineData("There is no file 'nowhere.csv'", "--data", "nowhere.csv")]
    [InlineData("There is no file '.'", "--data", ".")]
    [InlineData("column 5 of its header is 'schooling', not 'education-num'", "--data", "other-header.csv")]
    [InlineData("column 1 of its header is empty", "--data", "empty.csv")]
    [InlineData("has 0 rows", "--data", "good-header.csv")]
    [InlineData("is a file", "--registry", "empty.csv")]
    public async Task A_mistake_is_one_line_and_exit_code_2(string complaint, params string[] arguments)
    {
        Write("good-header.csv", GoodHeader);
        Write("other-header.csv", GoodHeader.Replace("education-num", "schooling", StringComparison.Ordinal));
        Write("empty.csv", "");

        var (exitCode, output, error) = await _sample.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Single(error.TrimEnd('\r', '\n').Split('\n'));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (exitCode, output, error) = await _sample.RunAsync("--help");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(["--data", "--rows", "--registry"], option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    public void Dispose() => _sample.Dispose();

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_sample.Directory, file), text);
}

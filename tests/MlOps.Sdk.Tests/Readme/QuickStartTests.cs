using System.Diagnostics;
using System.Text.RegularExpressions;
using MlOps.Docs;

namespace MlOps.Readme;

/// <summary>The quick start that people read is the one that is compiled and run.</summary>
public sealed partial class QuickStartTests : IDisposable
{
    private static readonly Page Readme = new("README.md");

    private readonly string _directory = Directory.CreateTempSubdirectory("mlops-quick-start-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_readme_shows_the_whole_program_that_is_compiled() => Assert.Equal(
        File.ReadAllText(Path.Combine(Page.Root, "tests", "MlOps.QuickStart", "Program.cs")).Trim(),
        Readme.Blocks("csharp").First());

    [Fact]
    public async Task The_program_prints_what_the_readme_shows()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlOps.QuickStart.dll")])
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Digits().Replace(Readme.Blocks("text").First(), "$1"), Digits().Replace(output.Trim(), "$1"));
    }

    // Training sums in an order that the processor's vector width decides: three digits are enough to be held to.
    [GeneratedRegex(@"(\d\.\d{3})\d+")]
    private static partial Regex Digits();
}

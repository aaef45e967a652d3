using Spectre.Console;
using Spectre.Console.Rendering;

namespace CensusIncome.Show;

/// <summary>Where the story is told: a terminal, or a file as plain text.</summary>
internal static class Screen
{
    private const int FileWidth = 130;

    public static void Open()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console = AnsiConsole.Create(new()
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            });
            AnsiConsole.Profile.Width = FileWidth;
        }
    }

    public static void Chapter(string title, string text)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(title)}[/]") { Justification = Justify.Left });
        Say(text);
    }

    public static void Say(string text) => AnsiConsole.Write(new Text(text + Environment.NewLine));

    public static void Show(IRenderable table) => AnsiConsole.Write(table);
}

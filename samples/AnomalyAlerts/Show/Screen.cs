using Spectre.Console;

namespace AnomalyAlerts.Show;

/// <summary>A terminal, or a file as plain text.</summary>
internal static class Screen
{
    private const int FileWidth = 150;

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

    public static void Say(string text) => AnsiConsole.Write(new Text(text + Environment.NewLine));

    public static void Show(Table table) => AnsiConsole.Write(table);
}

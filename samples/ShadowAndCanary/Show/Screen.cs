using Spectre.Console;
using Spectre.Console.Rendering;

namespace ShadowAndCanary.Show;

/// <summary>A terminal, whose tables move, or a file as plain text, which gets them when they are done.</summary>
internal static class Screen
{
    private const int FileWidth = 150;

    /// <summary>Whether somebody watches.</summary>
    public static bool IsLive => AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true };

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

    public static void Show(IRenderable what) => AnsiConsole.Write(what);

    /// <summary>Shows something while it changes.</summary>
    /// <param name="draw">Draws it as it is now.</param>
    /// <param name="work">What changes it; it is given what draws it anew.</param>
    public static async Task WatchAsync(Func<IRenderable> draw, Func<Action, Task> work)
    {
        if (IsLive)
        {
            await AnsiConsole.Live(draw()).StartAsync(live => work(() => live.UpdateTarget(draw())));
            return;
        }

        await work(() => { });
        Show(draw());
    }
}

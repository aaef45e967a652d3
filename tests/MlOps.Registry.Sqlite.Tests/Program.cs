using MlOps.Registry.Sqlite.Processes;
using Xunit.MicrosoftTestingPlatform;

namespace MlOps.Registry.Sqlite;

internal static class Program
{
    public static Task<int> Main(string[] args) => args is [Worker.Verb, var directory, var count]
        ? Worker.RunAsync(directory, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture))
        : TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}

using System.Globalization;
using Xunit.MicrosoftTestingPlatform;

namespace IncomeApi;

internal static class EntryPoint
{
    public static Task<int> Main(string[] args) => args switch
    {
        [OtherProcess.ServeVerb, var directory] => OtherProcess.ServeAsync(directory),
        [OtherProcess.DeployVerb, var directory, var version] =>
            OtherProcess.DeployAsync(directory, int.Parse(version, CultureInfo.InvariantCulture)),
        _ => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    };
}

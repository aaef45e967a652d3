namespace MlOps.Routing.Observing;

/// <summary>Runs what observes. Observing never fails what is observed: a log's full disk or a listener's fault ends here.</summary>
internal static class Quietly
{
    public static void Do(Action observe) => Get(() =>
    {
        observe();
        return true;
    });

    public static T? Get<T>(Func<T> observe)
    {
        try
        {
            return observe();
        }
#pragma warning disable CA1031 // The host's listeners and logs may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            return default;
        }
    }
}

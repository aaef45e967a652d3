using System.Globalization;

namespace MlOps;

/// <summary>Prints an answer for logs and messages: the same in every culture, and whatever its own <c>ToString</c> does.</summary>
internal static class AnswerText
{
    public static string Of<TOutput>(TOutput answer)
    {
        // A record's generated ToString asks the current culture, and there is no other way to tell it.
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return string.Create(CultureInfo.InvariantCulture, $"{answer}");
        }
        catch (Exception e)
        {
            return $"{typeof(TOutput).Name} (its ToString threw {e.GetType().Name})";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}

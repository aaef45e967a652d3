using Microsoft.Extensions.Options;

namespace MlOps.Routing.Declaration;

/// <summary>Makes the parts of a model and collects every reason why it can't be served, so that all are told at once.</summary>
internal sealed class PartList
{
    private readonly List<string> _mistakes = [];

    private const string Correct = "Correct it in Configure(...) or the configuration.";

    /// <summary>Makes a part; null where that fails.</summary>
    public T? Make<T>(string what, Func<T?> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (ModelConfigurationException e)
        {
            _mistakes.AddRange(e.Mistakes);
        }
        catch (OptionsValidationException e)
        {
            _mistakes.AddRange(e.Failures.Select(f => $"{f} {Correct}"));
        }
#pragma warning disable CA1031 // The host's own factories and services may throw anything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _mistakes.Add($"Its {what} can't be made: {(typeof(T) == typeof(ModelOptions) ? $"{e.Message.TrimEnd('.')}. {Correct}" : e.Message)}");
        }

        return null;
    }

    public void Refuse(IEnumerable<string>? mistakes) => _mistakes.AddRange(mistakes ?? []);

    /// <exception cref="ModelConfigurationException">Something is wrong.</exception>
    public void ThrowIfAnyIsWrong(string model)
    {
        if (_mistakes.Count > 0)
        {
            throw new ModelConfigurationException(model, _mistakes);
        }
    }
}

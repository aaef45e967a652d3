namespace MlOps.Routing.Declaration;

/// <summary>Something that a model's declaration says at most once; a second time is kept as a mistake and told at start-up.</summary>
internal sealed class Once<T>(string what, string words) : IDeclared
    where T : class
{
    private int _times;

    public T? Value { get; private set; }

    public IEnumerable<string> Mistakes() => _times > 1 ? [$"It has {_times} {what}s ({words}) and can have one: remove the others."] : [];

    public void Set(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value ??= value;
        _times++;
    }
}

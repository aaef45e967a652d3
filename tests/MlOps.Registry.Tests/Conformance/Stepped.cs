using System.Reflection;

namespace MlOps.Registry.Conformance;

/// <summary>A store that tells of each call before it is made, and of what is done under its lock before and after.</summary>
public class Stepped : DispatchProxy
{
    private object _store = null!;
    private Steps _steps = null!;

    public static T Over<T>(T store, Steps steps)
        where T : class
    {
        var proxy = Create<T, Stepped>();
        ((Stepped)(object)proxy)._store = store;
        ((Stepped)(object)proxy)._steps = steps;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(Stores.IArtifactStore.RemoveAsync))
        {
            // Removing is told of where it is handed over.
            _steps.Take(targetMethod.Name, locked: false);
        }

        return targetMethod.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, [.. args!.Select(a => a is Func<Task> step ? Told(step) : a)], null);
    }

    private Func<Task> Told(Func<Task> step) => async () =>
    {
        _steps.Take("before", locked: true);
        await step();
        _steps.Take("after", locked: true);
    };
}

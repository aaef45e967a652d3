namespace MlOps.Endurance;

/// <summary>Something that must hold under abuse: a word on the command line, and a folder of its own here.</summary>
internal interface IVerb
{
    string Name { get; }

    Option[] Options { get; }

    /// <summary>What happened how often, printed at the end, also where something didn't hold.</summary>
    Tally Tally { get; }

    /// <exception cref="BrokenException">Something didn't hold. The first such thing ends the run.</exception>
    Task RunAsync(Settings settings);
}

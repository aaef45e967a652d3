namespace MlOps.Endurance;

/// <summary>A whole number that a verb takes, given as <c>--name N</c>.</summary>
internal sealed record Option(string Name, int Default, int Least)
{
    public static Option Rounds(int byDefault) => new("--rounds", byDefault, Least: 1);

    public static Option Seed => new("--seed", 1, Least: 0);
}

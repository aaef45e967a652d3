namespace MlOps.Endurance;

/// <summary>A whole number that a verb takes, given as <c>--name N</c>; or a wish, given as <c>--name</c>, which is then 1 and else 0.</summary>
internal sealed record Option(string Name, int Default, int Least, bool IsFlag = false)
{
    public static Option Rounds(int byDefault) => new("--rounds", byDefault, Least: 1);

    public static Option Seed => new("--seed", 1, Least: 0);

    public static Option AssertTime => new("--assert-time", 0, Least: 0, IsFlag: true);
}

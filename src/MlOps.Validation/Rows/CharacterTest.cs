using System.Linq.Expressions;
using System.Text;
using MlOps.Rows;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>Of which characters a text is made. Those beyond 16 bits are judged whole; half of one is of no kind.</summary>
internal sealed class CharacterTest(CharacterRule rule) : ColumnTest(RuleNames.Characters, rule.SeverityInRow(), RuleText.Of(rule))
{
    public override bool Accepts(Cell value) => IsMadeOf(value.Text!);

    public override Expression Accepts(Expression value) => Expression.Call(Expression.Constant(this), ((Func<string, bool>)IsMadeOf).Method, value);

    private bool IsMadeOf(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (!IsOneOf(rune))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsOneOf(Rune rune) => rule.Characters switch
    {
        CharacterClass.Digits => rune.Value is >= '0' and <= '9',
        CharacterClass.Letters => Rune.IsLetter(rune),
        CharacterClass.LettersOrDigits => rune.Value is >= '0' and <= '9' || Rune.IsLetter(rune),
        CharacterClass.UpperCase => Rune.IsUpper(rune),
        CharacterClass.LowerCase => Rune.IsLower(rune),
        CharacterClass.Ascii => rune.IsAscii,
        _ => rune.Value is >= ' ' and <= '~',
    };
}

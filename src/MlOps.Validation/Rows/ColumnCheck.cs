using System.Linq.Expressions;
using System.Reflection;
using MlOps.Validation.Schemas;

namespace MlOps.Validation.Rows;

/// <summary>One column of a compiled schema: what the fast path is made of, and what explains.</summary>
internal abstract class ColumnCheck<TRow>(string name, MemberInfo? member, Type valueType, Presence presence, bool sensitive)
{
    public string Name => name;

    /// <summary>What the fast path reads; null where values come from a table, which it isn't made for.</summary>
    public MemberInfo? Member => member;

    /// <summary>The declared type, such as <c>float?</c>.</summary>
    public Type ValueType => valueType;

    /// <summary>What a missing value means.</summary>
    public Presence Presence => presence;

    /// <summary>Whether values must stay hidden.</summary>
    public bool Sensitive => sensitive;

    /// <summary>How many rules it has.</summary>
    public abstract int RuleCount { get; }

    /// <summary>Whether there is a value and it follows all rules.</summary>
    public abstract bool Holds(TRow row);

    /// <summary>Whether nothing is to be said of the value, or of its absence.</summary>
    public abstract bool IsClean(TRow row);

    /// <summary>Adds all that is wrong.</summary>
    /// <returns>Whether there is a value.</returns>
    public bool Explain(TRow row, Scope scope, ref Findings found)
    {
        try
        {
            return ExplainValue(row, scope, ref found);
        }
        catch (Exception e)
        {
            Add(ref found, scope, new(Name, RuleNames.Readable, Severity.Hard, $"a value that can be read; reading threw {e.GetType().Name}")
            {
                Observed = RuleText.Unreadable,
            }, this);
            return false;
        }
    }

    /// <summary>The value for people, hidden where it must be.</summary>
    public string Show(TRow row, int maxLength = RuleText.MaxLength)
    {
        try
        {
            return Sensitive ? RuleText.Hidden : RuleText.Cut(Text(row), maxLength);
        }
        catch (Exception)
        {
            return RuleText.Unreadable;
        }
    }

    /// <summary>Adds to a list of statements what binds the value, and says how to ask for it.</summary>
    /// <returns>Whether it is there, null where it can't be missing; and its rules.</returns>
    public abstract (Expression? Present, IEnumerable<Expression> Tests) Compile(
        ParameterExpression value, List<ParameterExpression> variables, List<Expression> body);

    private protected abstract bool ExplainValue(TRow row, Scope scope, ref Findings found);

    private protected abstract string Text(TRow row);

    private protected void AddMissing(MissingState state, string observed, Scope scope, ref Findings found)
    {
        if (MissingValues.Broken(Presence, state) is var (rule, severity, expected))
        {
            Add(ref found, scope, new(Name, rule, severity, expected) { Observed = Hide(observed), Missing = state }, this);
        }
    }

    private protected string Hide(string observed) => Sensitive ? RuleText.Hidden : RuleText.Cut(observed);

    // Under a condition it is the conditional rule that is broken, whatever it asks for.
    private protected static void Add(ref Findings found, Scope scope, Violation violation, object source) => found.Add(
        violation with { Severity = scope.Severity(violation.Severity), Expected = scope.Expected(violation.Expected) }, scope.Source ?? source);
}

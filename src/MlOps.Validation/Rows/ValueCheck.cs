using System.Linq.Expressions;
using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>A column of single values.</summary>
internal sealed class ValueCheck<TRow>(BoundColumn<TRow> column, Presence presence, bool sensitive, Sentinels? sentinels, ColumnTest[] tests)
    : ColumnCheck<TRow>(column.Name, column.Member, column.ValueType, presence, sensitive)
{
    private static readonly Func<string?, bool> IsNullOrEmpty = string.IsNullOrEmpty;

    public ColumnType Type => column.Type;

    public IReadOnlyList<ColumnTest> Rules => tests;

    public override int RuleCount => tests.Length;

    public Sentinels? Sentinels => sentinels;

    public Cell Read(TRow row) => sentinels is null ? column.Read(row) : sentinels.Apply(column.Read(row));

    public override bool Holds(TRow row)
    {
        var cell = Read(row);
        return cell.Missing == MissingState.None && Follows(cell);
    }

    public override bool IsClean(TRow row)
    {
        var cell = Read(row);
        return cell.Missing == MissingState.None ? Follows(cell) : MissingValues.Broken(Presence, cell.Missing) is null;
    }

    public override (Expression? Present, IEnumerable<Expression> Tests) Compile(
        ParameterExpression value, List<ParameterExpression> variables, List<Expression> body)
    {
        var mayBeNaN = Presence == Presence.Optional || !tests.Any(t => t.RefusesNaN);
        var (inner, present) = Unwrap(value, mayBeNaN, variables, body);
        if (sentinels is not null)
        {
            var isValue = Expression.Not(sentinels.Holds(inner));
            present = present is null ? isValue : Expression.AndAlso(present, isValue);
        }

        return (present, tests.Select(t => t.Accepts(inner)));
    }

    private protected override string Text(TRow row) => Read(row).ToString();

    private protected override bool ExplainValue(TRow row, Scope scope, ref Findings found)
    {
        var cell = Read(row);
        if (cell.Missing != MissingState.None)
        {
            if (Presence != Presence.Optional || cell.Missing == MissingState.Unparseable)
            {
                AddMissing(cell.Missing, cell.ToString(), scope, ref found);
            }

            return false;
        }

        foreach (var test in tests)
        {
            var (accepted, expected, severity) = Ask(test, cell);
            if (!accepted)
            {
                Add(ref found, scope, new(Name, test.Name, severity, expected) { Observed = Hide(cell.ToString()) }, test);
            }
        }

        return true;
    }

    /// <summary>Asks a rule about a value that is there. One that throws is broken, hard.</summary>
    // Of what is thrown the type alone: a message may hold the value.
    public static (bool Accepted, string Expected, Severity Severity) Ask(ColumnTest test, Cell cell)
    {
        try
        {
            return (test.Accepts(cell), test.Expected, test.Severity);
        }
        catch (Exception e)
        {
            return (false, $"{test.Expected}; it threw {e.GetType().Name}", Severity.Hard);
        }
    }

    private bool Follows(Cell cell)
    {
        foreach (var test in tests)
        {
            if (!test.Accepts(cell))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value without its nullability, and whether it is there; null where it can't be missing.</summary>
    private static (ParameterExpression Inner, Expression? Present) Unwrap(
        ParameterExpression value, bool mayBeNaN, List<ParameterExpression> variables, List<Expression> body)
    {
        if (value.Type == typeof(string))
        {
            return (value, Expression.Not(Expression.Call(IsNullOrEmpty.Method, value)));
        }

        if (Nullable.GetUnderlyingType(value.Type) is not { } type)
        {
            return (value, IsNumber(value, mayBeNaN));
        }

        var inner = Expression.Variable(type);
        variables.Add(inner);
        body.Add(Expression.Assign(inner, Expression.Coalesce(value, Expression.Default(type))));
        var hasValue = Expression.NotEqual(value, Expression.Constant(null, value.Type));
        return (inner, IsNumber(inner, mayBeNaN) is { } isNumber ? Expression.AndAlso(hasValue, isNumber) : hasValue);
    }

    // NaN alone differs from itself.
    private static BinaryExpression? IsNumber(ParameterExpression value, bool mayBeNaN) =>
        mayBeNaN && (value.Type == typeof(float) || value.Type == typeof(double)) ? Expression.Equal(value, value) : null;
}

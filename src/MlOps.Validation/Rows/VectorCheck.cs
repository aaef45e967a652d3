using System.Globalization;
using System.Linq.Expressions;
using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>A column of vectors. Both paths ask the same code, which goes over the elements without a copy.</summary>
internal sealed class VectorCheck<TRow>(BoundVector<TRow> column, Presence presence, bool sensitive, VectorTest[] tests)
    : ColumnCheck<TRow>(column.Name, column.Member, column.ValueType, presence, sensitive)
{
    public IReadOnlyList<VectorTest> Rules => tests;

    public override int RuleCount => tests.Length;

    public VectorCell Read(TRow row) => column.Read(row);

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
        var cell = Expression.Variable(typeof(VectorCell));
        variables.Add(cell);
        body.Add(Expression.Assign(cell, Expression.Call(column.Converter!, value)));
        var present = value.Type.IsValueType ? null : Expression.ReferenceNotEqual(value, Expression.Constant(null));
        return (present, tests.Select(t => Expression.Call(Expression.Constant(t), ((Func<VectorCell, bool>)t.Accepts).Method, cell)));
    }

    private protected override string Text(TRow row) => Read(row).ToString();

    private protected override bool ExplainValue(TRow row, Scope scope, ref Findings found)
    {
        var cell = Read(row);
        if (cell.Missing != MissingState.None)
        {
            AddMissing(cell.Missing, cell.ToString(), scope, ref found);
            return false;
        }

        foreach (var test in tests)
        {
            if (!test.Accepts(cell))
            {
                Add(ref found, scope, Broken(test, cell), test);
            }
        }

        return true;
    }

    // One violation a rule, at the first element that breaks it: a vector of a million NaN is one fault and not a million.
    private Violation Broken(VectorTest test, VectorCell cell)
    {
        var (first, count) = test.Broken(cell);
        return first < 0
            ? new(Name, test.Name, test.Severity, test.Expected) { Observed = Hide(cell.ToString()) }
            : new(string.Create(CultureInfo.InvariantCulture, $"{Name}[{first}]"), test.Name, test.Severity, test.Expected)
            {
                Observed = Hide(string.Create(
                    CultureInfo.InvariantCulture, $"{Cell.Of(cell[first])}{(count == 1 ? "" : $" and {count - 1} more of {cell.Length} elements")}")),
            };
    }

    private bool Follows(VectorCell cell)
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
}

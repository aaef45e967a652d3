using System.Linq.Expressions;

namespace MlOps.Validation.Rows;

/// <summary>
/// Compiles a schema into a delegate that only says whether a row is clean. It is a flat list of statements, so a schema of a
/// thousand rules nests no deeper than one of three, and in several parts where there are many, each short enough to be optimised.
/// </summary>
internal static class FastPath
{
    // The runtime gives up optimising a method at some thousands of branches.
    private const int RulesInPart = 256;

    private delegate bool Part<TRow>(TRow row, ref int missing);

    public static Func<TRow, bool> Compile<TRow>(CompiledSchema<TRow> schema)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var counts = schema.Tests.Any(t => t.Counts);
        if (schema.Columns.Sum(c => 1 + c.RuleCount) + schema.Tests.Length <= RulesInPart)
        {
            var local = Expression.Variable(typeof(int), "missing");
            var body = Body(schema.Columns, schema.Tests, row, local, counts);
            return Expression.Lambda<Func<TRow, bool>>(Expression.Block([local], body), row).Compile();
        }

        var missing = Expression.Parameter(typeof(int).MakeByRefType(), "missing");
        Part<TRow>[] parts =
        [
            .. Split(schema.Columns, c => 1 + c.RuleCount).Select(c => Body(c, [], row, missing, counts))
                .Concat(Split(schema.Tests, _ => 1).Select(t => Body([], t, row, missing, counts)))
                .Select(b => Expression.Lambda<Part<TRow>>(b, row, missing).Compile()),
        ];
        return row =>
        {
            var missing = 0;
            foreach (var part in parts)
            {
                if (!part(row, ref missing))
                {
                    return false;
                }
            }

            return true;
        };
    }

    private static BlockExpression Body<TRow>(
        IEnumerable<ColumnCheck<TRow>> columns, IEnumerable<RowTest<TRow>> rules, ParameterExpression row, ParameterExpression missing, bool counts)
    {
        var end = Expression.Label(typeof(bool));
        List<ParameterExpression> variables = [];
        List<Expression> body = [];
        foreach (var column in columns)
        {
            var value = Expression.Variable(column.ValueType);
            variables.Add(value);
            body.Add(Expression.Assign(value, Expression.MakeMemberAccess(row, column.Member!)));
            var (present, accepts) = column.Compile(value, variables, body);
            var tests = accepts.Select(LeaveUnless);
            var absent = counts ? Expression.PreIncrementAssign(missing) : (Expression)Expression.Empty();
            body.AddRange((column.Presence, present) switch
            {
                (_, null) => tests,
                (Presence.Optional, _) => [Expression.IfThenElse(present, Expression.Block([.. tests, Expression.Empty()]), absent)],
                _ => [LeaveUnless(present), .. tests],
            });
        }

        body.AddRange(rules.Select(t => LeaveUnless(t.Accepts(row, missing))));
        body.Add(Expression.Label(end, Expression.Constant(true)));
        return Expression.Block(variables, body);

        Expression LeaveUnless(Expression test) => Expression.IfThen(Expression.Not(test), Expression.Return(end, Expression.Constant(false)));
    }

    private static IEnumerable<List<T>> Split<T>(IEnumerable<T> items, Func<T, int> weight)
    {
        var (part, total) = (new List<T>(), 0);
        foreach (var item in items)
        {
            if (part.Count > 0 && total + weight(item) > RulesInPart)
            {
                yield return part;
                (part, total) = ([], 0);
            }

            part.Add(item);
            total += weight(item);
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}

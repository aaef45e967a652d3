using System.Linq.Expressions;

namespace MlOps.Validation.Rows;

/// <summary>
/// Compiles a schema into one delegate that only says whether a row is clean. It is one flat list of statements, so a schema of a
/// thousand rules nests no deeper than one of three.
/// </summary>
internal static class FastPath
{
    public static Func<TRow, bool> Compile<TRow>(CompiledSchema<TRow> schema)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var missing = Expression.Variable(typeof(int), "missing");
        var end = Expression.Label(typeof(bool));
        var counts = schema.Tests.Any(t => t.Counts);
        List<ParameterExpression> variables = [missing];
        List<Expression> body = [];

        foreach (var column in schema.Columns)
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

        body.AddRange(schema.Tests.Select(t => LeaveUnless(t.Accepts(row, missing))));
        body.Add(Expression.Label(end, Expression.Constant(true)));
        return Expression.Lambda<Func<TRow, bool>>(Expression.Block(variables, body), row).Compile();

        Expression LeaveUnless(Expression test) => Expression.IfThen(Expression.Not(test), Expression.Return(end, Expression.Constant(false)));
    }
}

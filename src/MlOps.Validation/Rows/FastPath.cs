using System.Linq.Expressions;

namespace MlOps.Validation.Rows;

/// <summary>
/// Compiles a schema into one delegate that only says whether a row is clean. It is one flat list of statements, so a schema of a
/// thousand rules nests no deeper than one of three.
/// </summary>
internal static class FastPath
{
    private static readonly Func<string?, bool> IsNullOrEmpty = string.IsNullOrEmpty;

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
            var value = Expression.Variable(column.Column.ValueType);
            variables.Add(value);
            body.Add(Expression.Assign(value, Expression.MakeMemberAccess(row, column.Column.Member)));
            var mayBeNaN = column.Presence == Presence.Optional || !column.Tests.Any(t => t.RefusesNaN);
            var (inner, present) = Unwrap(value, mayBeNaN, variables, body);
            var tests = column.Tests.Select(t => LeaveUnless(t.Accepts(inner)));
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

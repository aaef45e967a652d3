using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using MlOps.Rows;

namespace MlOps.Routing.Staging;

/// <summary>
/// Compares answers where the host said nothing of how: each column, fractions and vectors within a tolerance, everything else, such as
/// labels and whole numbers, for equality; so also what is no column, such as a list. The distance is the largest of any.
/// </summary>
internal sealed class ColumnComparer<[DynamicallyAccessedMembers(RowMembers.All)] TOutput>(double tolerance) : IAnswerComparer<TOutput>
{
    private readonly Lazy<MemberInfo[]> _others = new(OtherMembers);

    public AnswerDifference Compare(TOutput live, TOutput candidate)
    {
        if (PlainValue.Is(typeof(TOutput)))
        {
            return ComparePlain(live, candidate);
        }

        var shape = RowShape<TOutput>.Instance;
        if (shape.Columns.Count + shape.Vectors.Count == 0)
        {
            return Same(PlainValue.AreEqual(live, candidate));
        }

        return shape.Columns.Select(c => Compare(c.Read(live), c.Read(candidate)))
            .Concat(shape.Vectors.Select(v => Compare(v.Read(live), v.Read(candidate))))
            .Concat(_others.Value.Select(m => Same(PlainValue.AreEqual(Read(m, live), Read(m, candidate)))))
            .Aggregate(Both);
    }

    private static MemberInfo[] OtherMembers()
    {
        var shape = RowShape<TOutput>.Instance;
        var columns = shape.Columns.Select(c => c.Member.Name).Concat(shape.Vectors.Select(v => v.Member.Name)).ToHashSet(StringComparer.Ordinal);
        return [.. RowMembers.ReadableOf(typeof(TOutput)).Where(m => !columns.Contains(m.Name))];
    }

    private static object? Read(MemberInfo member, TOutput answer) =>
        member is PropertyInfo property ? property.GetValue(answer) : ((FieldInfo)member).GetValue(answer);

    private static AnswerDifference Same(bool same) => new(same, same ? 0 : 1);

    private static AnswerDifference Both(AnswerDifference a, AnswerDifference b) => new(a.Agrees && b.Agrees, Math.Max(a.Distance, b.Distance));

    private AnswerDifference ComparePlain(TOutput live, TOutput candidate) => (live, candidate) switch
    {
        (float a, float b) => Near(a, b),
        (double a, double b) => Near(a, b),
        (float[] a, float[] b) => Compare(VectorCell.Of(a), VectorCell.Of(b)),
        (double[] a, double[] b) => Compare(VectorCell.Of(a), VectorCell.Of(b)),
        _ => Same(PlainValue.AreEqual(live, candidate)),
    };

    private AnswerDifference Near(double live, double candidate)
    {
        var distance = NumberDistance.Of(live, candidate);
        return new(distance <= tolerance, distance);
    }

    private AnswerDifference Compare(Cell live, Cell candidate) => (live.Missing, candidate.Missing, live.Type) switch
    {
        (MissingState.None, MissingState.None, ColumnType.Number) => Near(live.Number, candidate.Number),
        (MissingState.None, MissingState.None, ColumnType.Integer) => live.Integer == candidate.Integer
            ? Same(true)
            : new(false, NumberDistance.Of(live.Integer, candidate.Integer)),
        (MissingState.None, MissingState.None, _) => Same(live.Boolean == candidate.Boolean && live.Text == candidate.Text),
        _ => Same(live.Missing == candidate.Missing),
    };

    private AnswerDifference Compare(VectorCell live, VectorCell candidate)
    {
        if (live.Missing != candidate.Missing || live.Length != candidate.Length)
        {
            return Same(false);
        }

        var all = Same(true);
        for (var i = 0; i < live.Length; i++)
        {
            all = Both(all, Near(live[i], candidate[i]));
        }

        return all;
    }
}

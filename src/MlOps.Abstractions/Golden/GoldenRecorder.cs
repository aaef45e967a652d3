using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlOps.Rows;

namespace MlOps.Golden;

/// <summary>Keeps rows with their answers. What is asked is the row as it is kept, so that whoever makes it again asks the same.</summary>
internal static class GoldenRecorder
{
    private const string Supported = ColumnTypes.Supported + " A vector is a float[], double[], ReadOnlyMemory<float> or ReadOnlyMemory<double>.";

    public static GoldenSet Record<
        [DynamicallyAccessedMembers(RowMembers.All)] TRow,
        [DynamicallyAccessedMembers(RowMembers.All)] TAnswer>(
        IEnumerable<TRow> rows, Func<TRow, TAnswer> predict, double relativeTolerance, HashSet<string> masked, HashSet<string> ignored)
    {
        var (row, answer) = (RowCodec<TRow>.Instance, RowCodec<TAnswer>.Instance);
        CheckRow(row, masked);
        CheckAnswer(answer, ignored);
        RowMember<TRow>[] kept = [.. row.Members.Where(m => !masked.Contains(m.Name) && row.Sets(m))];
        RowMember<TRow>[] derived = [.. row.Members.Where(m => !masked.Contains(m.Name) && !row.Sets(m))];
        RowMember<TAnswer>[] outputs = [.. answer.Members.Where(m => !ignored.Contains(m.Name))];
        var empty = row.Members.Where(m => masked.Contains(m.Name) && row.Sets(m)).ToDictionary(m => m.Name, m => MemberValue.Empty(m.ValueType), StringComparer.Ordinal);

        var all = ImmutableArray.CreateBuilder<ColumnValue[]>();
        foreach (var (at, given) in rows.Index())
        {
            if (given is null)
            {
                throw new ArgumentException($"Golden row {Number(at)} is null.", nameof(rows));
            }

            var values = row.Members.Where(m => m.Type is not null && row.Sets(m)).ToDictionary(m => m.Name, m => Made(m, m.Read(given)), StringComparer.Ordinal);
            RefuseUnlessKept(row.Make(values), given, kept, derived, at);
            foreach (var (name, value) in empty)
            {
                values[name] = value;
            }

            var answered = predict(row.Make(values))
                ?? throw new ArgumentException($"There is no answer to golden row {Number(at)}: it is null. Golden predictions are of rows that the model answers.", nameof(predict));
            all.Add([.. kept.Select(m => m.Read(given)), .. outputs.Select(m => m.Read(answered))]);
        }

        if (all.Count == 0)
        {
            throw new ArgumentException("There are no golden rows: give at least one, or leave the golden predictions out.", nameof(rows));
        }

        var set = new GoldenSet(
            [.. kept.Select(Column)],
            [.. outputs.Select(Column).Select(c => c.Type == ColumnType.Number ? GoldenSet.WithTolerance(c, relativeTolerance, null) : c)],
            [.. row.Members.Select(m => m.Name).Where(masked.Contains)],
            all.ToImmutable());

        // JSON holds no half of a surrogate pair, and such a text would come back as another.
        return GoldenSet.FromJson(set.ToJson()).Equals(set)
            ? set
            : throw new ArgumentException("A text of a golden row or of its answer holds half a surrogate pair, which can't be kept: leave the row out, or mask the column.", nameof(rows));
    }

    private static void CheckRow<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(RowCodec<TRow> row, HashSet<string> masked)
    {
        Known(row, masked, nameof(masked));
        if (!row.CanMake)
        {
            throw new ArgumentException(
                $"{typeof(TRow).Name} can't be made of kept values: give it a public constructor without parameters, or one whose parameters bear the names and types of its columns.",
                nameof(row));
        }

        if (row.Members.FirstOrDefault(m => m.Type is null && !masked.Contains(m.Name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{typeof(TRow).Name}.{unknown.Name} is a {unknown.ValueType.Name}, which golden predictions can't keep. {Supported} Mask it, "
                + $"masked: [nameof({typeof(TRow).Name}.{unknown.Name})], if the model answers without it.",
                nameof(row));
        }
    }

    private static void CheckAnswer<[DynamicallyAccessedMembers(RowMembers.All)] TAnswer>(RowCodec<TAnswer> answer, HashSet<string> ignored)
    {
        Known(answer, ignored, nameof(ignored));
        if (typeof(TAnswer) == typeof(string) || !answer.Members.Any(m => !ignored.Contains(m.Name)))
        {
            throw new ArgumentException(
                $"{typeof(TAnswer).Name} has nothing that could be compared: an answer is a type with a public property or field for each value.", nameof(answer));
        }

        if (answer.Members.FirstOrDefault(m => m.Type is null && !ignored.Contains(m.Name)) is { } unknown)
        {
            throw new ArgumentException(
                $"{typeof(TAnswer).Name}.{unknown.Name} is a {unknown.ValueType.Name}, which golden predictions can't compare. {Supported} Leave it out, "
                + $"ignored: [nameof({typeof(TAnswer).Name}.{unknown.Name})].",
                nameof(answer));
        }
    }

    private static void Known<[DynamicallyAccessedMembers(RowMembers.All)] T>(RowCodec<T> codec, HashSet<string> names, string argument)
    {
        if (names.FirstOrDefault(n => codec.Find(n) is null) is { } unknown)
        {
            throw new ArgumentException($"{typeof(T).Name} has no public property or field '{unknown}'.", argument);
        }
    }

    // A setter that changes what it is given, or a value that nothing sets, would make another row of what is kept.
    private static void RefuseUnlessKept<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(
        TRow made, TRow given, RowMember<TRow>[] kept, RowMember<TRow>[] derived, int at)
    {
        if (kept.Concat(derived).FirstOrDefault(m => !m.Read(made).Equals(m.Read(given))) is { } lost)
        {
            throw new ArgumentException(
                $"Golden row {Number(at)} can't be made again: {typeof(TRow).Name}.{lost.Name} comes out otherwise than it went in. Give it a public setter or init, or a "
                + $"parameter of its name and type in the constructor, or mask it, masked: [nameof({typeof(TRow).Name}.{lost.Name})].",
                nameof(given));
        }
    }

    private static object? Made<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(RowMember<TRow> member, ColumnValue value) =>
        MemberValue.TryMake(value, member.ValueType, out var made) ? made : null;

    private static GoldenColumn Column<[DynamicallyAccessedMembers(RowMembers.All)] T>(RowMember<T> member) =>
        new() { Name = member.Name, Type = member.Type!.Value, IsVector = member.IsVector };

    private static string Number(int at) => (at + 1).ToString(CultureInfo.InvariantCulture);
}

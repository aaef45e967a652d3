using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using MlOps.Routing.Checking;

namespace MlOps.Checking;

public class FiniteCheckTests
{
    private const float NaN = float.NaN;

    public sealed record One(double Value);

    public record struct Pair(float A, float B);

    public sealed record Tree(float Value, params Tree?[] Children)
    {
        public Tree? Parent { get; set; }
    }

    public sealed record Names(string Label, Names? Next, DateTime At, Uri? Link);

    public class Base
    {
        public object Value { get; init; } = "";
    }

    public class Hiding : Base
    {
        public new float Value { get; init; }
    }

    public interface IScore
    {
        float Value { get; }
    }

    public sealed class Throwing : IScore
    {
        public float Value => throw new InvalidOperationException("secret");
    }

    public class Plain
    {
        public virtual float Value { get; init; }
    }

    public sealed class Derived : Plain
    {
        public override float Value => throw new InvalidOperationException("secret");
    }

    public sealed record Scored(IScore Score, float Other = 0);

    public sealed record Loose(object Anything, IEnumerable<float> Lazy);

    /// <summary>Looks like ML.NET's VBuffer: three stored values of five.</summary>
    public readonly struct Buffer<T>(T[] values)
    {
        public ReadOnlySpan<T> GetValues() => values;

        public IEnumerable<T> DenseValues() => [default!, values[0], default!, .. values[1..]];
    }

    public sealed class Fields
    {
        public float[] Vector = [1];
        public One? Nested;
    }

    public sealed record Wide
    {
        public Half Half { get; init; }

        public float? Maybe { get; init; }

        public Half? MaybeHalf { get; init; }

        public float[]? Array { get; init; }

        public double?[]? Nullables { get; init; }

        public float[,]? Grid { get; init; }

        public float[][]? Jagged { get; init; }

        public List<Half>? List { get; init; }

        public IReadOnlyList<double>? ReadOnlyList { get; init; }

        public ICollection<float>? Collection { get; init; }

        public IEnumerable<float>? Enumerable { get; init; }

        public HashSet<float>? Set { get; init; }

        public ImmutableArray<float> Immutable { get; init; }

        public Memory<float> Memory { get; init; }

        public ReadOnlyMemory<double> ReadOnlyMemory { get; init; }

        public Memory<One> MemoryOfObjects { get; init; }

        public Dictionary<string, float>? Map { get; init; }

        public IReadOnlyDictionary<string, One>? Maps { get; init; }

        public List<KeyValuePair<string, float>>? Pairs { get; init; }

        public One? Inner { get; init; }

        public Pair? MaybePair { get; init; }

        public List<One?>? Inners { get; init; }

        public (string Name, float Score) Tuple { get; init; }

        public Vector2 Vector { get; init; }

        public Buffer<float>? Buffer { get; init; }

        public Buffer<double> Buffers { get; init; } = new([1, 2]);
    }

    public static TheoryData<Wide, string> NotFinite => new()
    {
        { new() { Half = Half.PositiveInfinity }, "Half" },
        { new() { Maybe = NaN }, "Maybe" },
        { new() { MaybeHalf = Half.NaN }, "MaybeHalf" },
        { new() { Array = [1, NaN, NaN] }, "Array[1]" },
        { new() { Nullables = [null, double.NegativeInfinity] }, "Nullables[1]" },
        { new() { Grid = new[,] { { 1, 2 }, { NaN, 4 } } }, "Grid[2]" },
        { new() { Jagged = [null!, [], [0, NaN]] }, "Jagged[2][1]" },
        { new() { List = [Half.NaN] }, "List[0]" },
        { new() { ReadOnlyList = [1, double.NaN] }, "ReadOnlyList[1]" },
        { new() { Collection = new Collection<float>([1, NaN]) }, "Collection[1]" },
        { new() { Enumerable = new List<float> { NaN } }, "Enumerable[0]" },
        { new() { Set = [1, NaN] }, "Set[1]" },
        { new() { Immutable = [1, NaN] }, "Immutable[1]" },
        { new() { Memory = new float[] { 1, 2, NaN }.AsMemory(1) }, "Memory[1]" },
        { new() { ReadOnlyMemory = new[] { double.NaN } }, "ReadOnlyMemory[0]" },
        { new() { MemoryOfObjects = new One[] { new(1), new(NaN) } }, "MemoryOfObjects[1].Value" },
        { new() { Map = new() { ["a"] = 1, ["b"] = NaN } }, "Map[1].Value" },
        { new() { Maps = new Dictionary<string, One> { ["a"] = new(NaN) } }, "Maps[0].Value.Value" },
        { new() { Pairs = [new("a", 1), new("b", NaN)] }, "Pairs[1].Value" },
        { new() { Inner = new(double.NaN) }, "Inner.Value" },
        { new() { MaybePair = new(1, NaN) }, "MaybePair.B" },
        { new() { Inners = [null, new(1), new(NaN)] }, "Inners[2].Value" },
        { new() { Tuple = ("a", NaN) }, "Tuple.Item2" },
        { new() { Vector = new(1, NaN) }, "Vector.Y" },
        { new() { Buffer = new([1, NaN, 3]) }, "Buffer[3]" },
        { new() { Buffers = new([double.NaN]) }, "Buffers[1]" },
    };

    [Theory]
    [MemberData(nameof(NotFinite))]
    public void A_number_that_is_not_finite_is_found_wherever_it_is_declared(Wide answer, string path) => Assert.Equal([path], Paths(answer));

    [Fact]
    public void Finite_and_absent_numbers_are_none_of_its_business()
    {
        Assert.Empty(Paths(new Wide()));
        Assert.Empty(Paths(new Wide
        {
            Maybe = 1,
            Array = [1, 2],
            Nullables = [null, 1],
            Grid = new float[2, 2],
            List = [Half.One],
            Collection = [1],
            Set = [1],
            Immutable = [1],
            Memory = new float[1],
            Map = new() { ["a"] = 1 },
            Maps = ImmutableDictionary<string, One>.Empty.Add("a", new(1)),
            Pairs = [new("a", 1)],
            Inners = [null, new(1)],
            Buffer = new([1, 2]),
        }));
    }

    [Fact]
    public void A_collection_of_ones_own_is_looked_at_with_its_items_and_its_members()
    {
        Assert.Equal(["[1]"], Paths(new Scores { 1, NaN }));
        Assert.Equal(["Top"], Paths(new Scores { Top = NaN }));
        Assert.Equal(["Best"], Paths(new Ranks { Best = NaN }));
        Assert.Empty(Paths(new Scores { 1 }));
    }

    public sealed class Scores : List<float>
    {
        public float Top { get; init; }
    }

    public sealed class Ranks : List<int>
    {
        public float Best { get; init; }
    }

    [Fact]
    public void The_answer_itself_may_be_a_number_a_collection_or_a_tuple()
    {
        Assert.Equal([""], Paths(NaN));
        Assert.Equal([""], Paths<double?>(double.NaN));
        Assert.Equal(["[1]"], Paths<float[]>([1, NaN]));
        Assert.Equal(["[1].Value"], Paths(new List<One> { new(1), new(NaN) }));
        Assert.Equal(["[0].Value"], Paths(new Dictionary<float, float> { [float.PositiveInfinity] = NaN }));
        Assert.Equal(["Item1", "Item2.A"], Paths((NaN, new Pair(NaN, 0))));
        Assert.Empty(Paths("NaN"));
        Assert.Empty(Paths<Dictionary<float, float>>(new() { [float.PositiveInfinity] = 1 }));
        Assert.Empty(Paths(new Names("a", null, default, null)));
    }

    [Fact]
    public void Fields_count_and_a_hidden_member_does_not()
    {
        Assert.Equal(["Vector[0]", "Nested.Value"], Paths(new Fields { Vector = [NaN], Nested = new(NaN) }));
        Assert.Equal(["Value"], Paths(new Hiding { Value = NaN }));
        Assert.Empty(Paths(new Hiding()));
    }

    [Fact]
    public void It_says_what_it_found_and_of_which_kind()
    {
        var violations = new FiniteCheck<Pair>().Explain(new(NaN, float.NegativeInfinity));

        Assert.Equal(
            [
                new("A", "finite", Severity.Hard, "a finite number") { Observed = "NaN", Missing = MissingState.NaN },
                new("B", "finite", Severity.Hard, "a finite number") { Observed = "-Infinity" },
            ],
            violations);
    }

    [Fact]
    public void Types_that_contain_themselves_are_looked_through_and_circles_end()
    {
        var leaf = new Tree(NaN);
        var root = new Tree(1, null, new Tree(2), leaf) { Parent = leaf };
        leaf.Parent = root;

        Assert.Equal(["Children[2].Value"], Paths(root));
        Assert.Equal(["Children[1].Value"], Paths(new Tree(1, new Tree(2), new Tree(NaN))));
        Assert.Empty(Paths(new Tree(1, new Tree(2))));
    }

    [Fact]
    public void What_lies_deeper_than_json_goes_is_not_looked_at()
    {
        var deep = new Tree(NaN);
        for (var i = 0; i < 100_000; i++)
        {
            deep = new Tree(1, deep);
        }

        Assert.Empty(Paths(deep));
    }

    [Fact]
    public void Declared_types_say_where_to_look_and_a_sequence_that_may_be_used_up_is_left_alone()
    {
        var read = 0;
        Assert.Empty(Paths(new Loose(NaN, Sequence())));
        Assert.Equal(0, read);

        IEnumerable<float> Sequence()
        {
            read++;
            yield return NaN;
        }
    }

    [Fact]
    public void A_getter_that_throws_is_a_violation_and_the_others_are_still_looked_at()
    {
        var violations = new FiniteCheck<Scored>().Explain(new(new Throwing(), NaN));

        Assert.Equal(["Score.Value", "Other"], Paths(new Scored(new Throwing(), NaN)));
        Assert.Equal(["Value"], Paths(new Throwing()));
        Assert.Equal(["Value"], Paths<Plain>(new Derived()));
        Assert.Equal(
            new("Score.Value", "readable", Severity.Hard, "a value that can be read; reading threw InvalidOperationException"), violations[0]);
    }

    [Fact]
    public void Looking_at_a_finite_answer_allocates_nothing()
    {
        var check = new FiniteCheck<Wide>();
        var answer = new Wide
        {
            Array = [1],
            Nullables = [1],
            Grid = new float[2, 2],
            Jagged = [[1]],
            List = [Half.One],
            Immutable = [1],
            Memory = new float[1],
            Map = new() { ["a"] = 1 },
            Inner = new(1),
            MaybePair = new(1, 2),
            Inners = [new(1)],
            Buffer = new([1]),
        };
        Assert.True(check.IsFinite(answer));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            check.IsFinite(answer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Where it isn't finite, by the compiled check and the walk alike.</summary>
    private static IEnumerable<string> Paths<[DynamicallyAccessedMembers(RowMembers.All)] T>(T answer)
    {
        var check = new FiniteCheck<T>();
        var violations = check.Explain(answer);
        Assert.Equal(violations.IsEmpty, check.IsFinite(answer));
        Assert.All(violations, v => Assert.Equal(Severity.Hard, v.Severity));
        return violations.Select(v => v.Column);
    }
}

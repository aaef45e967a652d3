using System.Diagnostics.CodeAnalysis;

namespace MlOps.Rows;

[SuppressMessage("Design", "CA1051", Justification = "Rows with fields exist.")]
[SuppressMessage("Performance", "CA1812", Justification = "Rows are made by reflection.")]
public class RowCodecTests
{
    public class Everything
    {
        public float Field = 7;

        public readonly int Fixed = 3;

        public bool? MaybeBoolean { get; set; }

        public byte Byte { get; set; }

        public sbyte? SByte { get; set; }

        public short Short { get; set; }

        public ushort UShort { get; set; }

        public required int Int { get; init; }

        public uint UInt { get; set; }

        public long Long { get; set; }

        public float Single { get; set; }

        public double? MaybeDouble { get; set; }

        public string? Text { get; set; }

        public float[]? Singles { get; set; }

        public double[]? Doubles { get; set; }

        public ReadOnlyMemory<float> Memory { get; set; }

        public ReadOnlyMemory<double> DoubleMemory { get; set; }

        public DateTime At { get; set; } = DateTime.UnixEpoch;

        public int Double => 2 * Int;
    }

    public sealed record Positional(float Age, string? Name, DateTime At, int Depth = 5)
    {
        public bool Married { get; init; }
    }

    public readonly record struct PositionalStruct(float Age, int? Children);

    public struct Fields
    {
        public float Age;

        public string? Name { get; set; }
    }

    public sealed class Immutable(float age, string name)
    {
        public Immutable(string text)
            : this(0, text)
        {
        }

        public float Age { get; } = age;

        public string Name { get; } = name;
    }

    public sealed class Foreign(float years)
    {
        public float Age => years;
    }

    public abstract record Abstract(float Age);

    [Fact]
    public void A_row_of_every_kind_of_column_comes_back()
    {
        var row = new Everything
        {
            Int = int.MinValue,
            MaybeBoolean = true,
            Byte = 255,
            SByte = -128,
            Short = short.MinValue,
            UShort = ushort.MaxValue,
            UInt = uint.MaxValue,
            Long = long.MinValue,
            Single = float.NegativeInfinity,
            MaybeDouble = double.Epsilon,
            Text = "",
            Singles = [1, float.NaN],
            Doubles = [0.1],
            Memory = new float[] { 3 },
            DoubleMemory = new double[] { 4 },
            Field = 9,
        };

        var made = Copy(row);

        Assert.All(RowCodec<Everything>.Instance.Members.Where(m => m.Type is not null), m => Assert.Equal(m.Read(row), m.Read(made)));
        Assert.Equal(DateTime.UnixEpoch, made.At);
        Assert.Equal(["At", "Double", "Fixed"], RowCodec<Everything>.Instance.Members.Where(m => m.Type is null || !RowCodec<Everything>.Instance.Sets(m)).Select(m => m.Name).Order());
        Assert.NotSame(row.Singles, made.Singles);
    }

    [Fact]
    public void A_row_of_nulls_comes_back()
    {
        var made = Copy(new Everything { Int = 0, Single = float.NaN });

        Assert.Equal((null, null, null, null, null), (made.Text, made.MaybeBoolean, made.MaybeDouble, made.Singles, made.Doubles));
        Assert.Equal((0, float.NaN), (made.Memory.Length, made.Single));
    }

    [Fact]
    public void Records_are_made_by_their_constructor_and_what_it_isnt_given_is_its_default()
    {
        Assert.Equal(new Positional(1, null, default) { Married = true }, Copy(new Positional(1, null, DateTime.UnixEpoch) { Married = true }));
        Assert.Equal(new PositionalStruct(1, null), Copy(new PositionalStruct(1, null)));
        Assert.Equal(new PositionalStruct(1, 2), Copy(new PositionalStruct(1, 2)));
        Assert.Equal(new Fields { Age = 3, Name = "x" }, Copy(new Fields { Age = 3, Name = "x" }));
    }

    [Fact]
    public void The_constructor_that_sets_most_is_taken()
    {
        var made = Copy(new Immutable(42, "x"));

        Assert.Equal((42, "x"), (made.Age, made.Name));
    }

    [Fact]
    public void A_type_without_a_constructor_that_columns_fill_cannot_be_made()
    {
        Assert.False(RowCodec<Foreign>.Instance.CanMake);
        Assert.False(RowCodec<Abstract>.Instance.CanMake);
    }

    [Theory]
    [InlineData(256L, typeof(byte))]
    [InlineData(-1L, typeof(uint))]
    [InlineData(1L, typeof(bool))]
    [InlineData(1L, typeof(string))]
    [InlineData(1L, typeof(char))]
    [InlineData(null, typeof(int))]
    [InlineData(null, typeof(float))]
    public void What_a_type_has_no_place_for_is_not_made_of_it(long? value, Type type) =>
        Assert.False(MemberValue.TryMake(value is { } integer ? ColumnValue.Of(integer) : ColumnValue.Null, type, out _));

    [Fact]
    public void A_whole_number_fits_a_column_of_numbers()
    {
        Assert.True(MemberValue.TryMake(ColumnValue.Of(3L), typeof(float?), out var made));
        Assert.Equal(3f, made);
    }

    private static TRow Copy<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(TRow row)
    {
        var codec = RowCodec<TRow>.Instance;
        Assert.True(codec.CanMake);
        return codec.Make(codec.Members.Where(m => m.Type is not null && codec.Sets(m)).ToDictionary(
            m => m.Name,
            m => MemberValue.TryMake(m.Read(row), m.ValueType, out var made) ? made : throw new InvalidOperationException(m.Name)));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CsCheck;

namespace MlOps.Rows;

[SuppressMessage("Design", "CA1051", Justification = "Rows with fields exist.")]
[SuppressMessage("Performance", "CA1812", Justification = "Rows are read, not only made.")]
public class RowShapeTests
{
    public class Base
    {
        public int Inherited { get; set; }
    }

    public class Everything : Base
    {
        public bool Boolean { get; set; }

        public bool? MaybeBoolean { get; set; }

        public byte Byte { get; set; }

        public sbyte SByte { get; set; }

        public short Short { get; set; }

        public ushort UShort { get; set; }

        public int Int { get; set; }

        public uint UInt { get; set; }

        public long Long { get; set; }

        public long? MaybeLong { get; set; }

        public uint? MaybeUInt { get; set; }

        public float Single { get; set; }

        public float? MaybeSingle { get; set; }

        public double Double { get; set; }

        public double? MaybeDouble { get; set; }

        public string? Text { get; set; }

        public float Field;

        public static float Static { get; set; }

        public decimal Decimal { get; set; }

        public ulong ULong { get; set; }

        public DateTime Date { get; set; }

        public float[]? Vector { get; set; }

        public float WriteOnly
        {
            set => Field = value;
        }

        internal float Hidden { get; set; }

        public float this[int index] => index;
    }

    public sealed record Record(float Age, string? Name);

    public struct Struct
    {
        public float Age { get; set; }

        public int? Children;
    }

    public readonly record struct ReadOnly(double X);

    public class Hiding : Everything
    {
        public new string Int { get; set; } = "derived";

        public new int Long = 7;

        public new double Field { get; set; } = 8;

        public new float Single
        {
            set => base.Single = value;
        }
    }

    public class HidingAgain : Hiding
    {
        public new bool Int = true;
    }

    public class Virtual
    {
        public virtual float Both { get; set; } = 1;

        public virtual float SetterOnly { get; set; } = 1;

        public virtual object Covariant => 1;
    }

    public class Overriding : Virtual
    {
        public override float Both { get; set; } = 2;

        public override float SetterOnly
        {
            set => base.SetterOnly = value + 1;
        }

        public override string Covariant => "two";
    }

    public interface INamed
    {
        string Name { get; }

        int Length => Name.Length;
    }

    public sealed record Named(string Name) : INamed;

    [Fact]
    public void A_member_that_hides_an_inherited_one_is_the_column()
    {
        var row = new Hiding { Single = 1 };

        Assert.Equal("derived", Read("Int", row).Text);
        Assert.Equal(7, Read("Long", row).Integer);
        Assert.Equal(8, Read("Field", row).Number);
        Assert.Null(RowShape<Hiding>.Instance.Find("Single"));
        Assert.True(Read("Int", new HidingAgain()).Boolean);
        Assert.Equal(
            RowShape<Hiding>.Instance.Find("Int"), RowShape<Hiding>.Instance.Find((System.Linq.Expressions.Expression<Func<Hiding, string>>)(r => r.Int)));
    }

    [Fact]
    public void A_member_that_overrides_is_one_column_also_where_it_overrides_the_setter_alone()
    {
        var row = new Overriding { SetterOnly = 2 };

        Assert.Equal(2, Read("Both", row).Number);
        Assert.Equal(3, Read("SetterOnly", row).Number);
        Assert.Equal("two", Read("Covariant", row).Text);
        Assert.Equal(3, RowShape<Overriding>.Instance.Columns.Count);
    }

    [Fact]
    public void An_interface_s_default_is_a_column_of_the_interface_alone()
    {
        Assert.Equal(3, Read<INamed>("Length", new Named("abc")).Integer);
        Assert.Equal(["Name"], RowShape<Named>.Instance.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Columns_are_the_public_readable_properties_and_fields_of_the_supported_types()
    {
        var names = RowShape<Everything>.Instance.Columns.Select(c => c.Name);

        Assert.Equal(
            [
                "Boolean", "Byte", "Double", "Field", "Inherited", "Int", "Long", "MaybeBoolean", "MaybeDouble", "MaybeLong", "MaybeSingle",
                "MaybeUInt", "SByte", "Short", "Single", "Text", "UInt", "UShort",
            ],
            names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_column_reads_its_own_value()
    {
        var row = new Everything
        {
            Inherited = 1,
            Boolean = true,
            MaybeBoolean = false,
            Byte = 255,
            SByte = -128,
            Short = short.MinValue,
            UShort = ushort.MaxValue,
            Int = int.MinValue,
            UInt = uint.MaxValue,
            Long = long.MinValue,
            MaybeLong = long.MaxValue,
            MaybeUInt = 3,
            Single = 0.1f,
            MaybeSingle = float.PositiveInfinity,
            Double = 1e308,
            MaybeDouble = -0.5,
            Text = "a",
            Field = 2,
        };

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Inherited"] = "1",
                ["Boolean"] = "true",
                ["MaybeBoolean"] = "false",
                ["Byte"] = "255",
                ["SByte"] = "-128",
                ["Short"] = "-32768",
                ["UShort"] = "65535",
                ["Int"] = "-2147483648",
                ["UInt"] = "4294967295",
                ["Long"] = "-9223372036854775808",
                ["MaybeLong"] = "9223372036854775807",
                ["MaybeUInt"] = "3",
                ["Single"] = "0.1",
                ["MaybeSingle"] = "Infinity",
                ["Double"] = "1E+308",
                ["MaybeDouble"] = "-0.5",
                ["Text"] = "a",
                ["Field"] = "2",
            },
            RowShape<Everything>.Instance.Columns.ToDictionary(c => c.Name, c => c.Read(row).ToString()));
    }

    [Fact]
    public void What_is_missing_says_how()
    {
        var row = new Everything { Single = float.NaN, MaybeDouble = double.NaN, Text = "" };

        Assert.Equal(
            [
                ("MaybeBoolean", MissingState.Null), ("MaybeDouble", MissingState.NaN), ("MaybeLong", MissingState.Null),
                ("MaybeSingle", MissingState.Null), ("MaybeUInt", MissingState.Null), ("Single", MissingState.NaN), ("Text", MissingState.EmptyText),
            ],
            RowShape<Everything>.Instance.Columns
                .Select(c => (c.Name, c.Read(row).Missing))
                .Where(c => c.Missing != MissingState.None)
                .OrderBy(c => c.Name, StringComparer.Ordinal));
        Assert.Equal(MissingState.Null, Read<Everything>("Text", new()).Missing);
    }

    [Fact]
    public void Records_and_structs_are_rows()
    {
        Assert.Equal(5, Read<Record>("Age", new(5, null)).Number);
        Assert.Equal(5, Read("Age", new Struct { Age = 5 }).Number);
        Assert.Equal(5, Read("Children", new Struct { Children = 5 }).Integer);
        Assert.Equal(MissingState.Null, Read("Children", default(Struct)).Missing);
        Assert.Equal(5, Read("X", new ReadOnly(5)).Number);
    }

    [Fact]
    public void A_record_s_own_members_are_no_columns()
    {
        Assert.Equal(["Age", "Name"], RowShape<Record>.Instance.Columns.Select(c => c.Name));
    }

    [Fact]
    public void A_column_is_found_by_its_name_and_by_an_expression()
    {
        var shape = RowShape<Everything>.Instance;

        Assert.Same(shape.Find("Int"), shape.Find((System.Linq.Expressions.Expression<Func<Everything, int>>)(r => r.Int)));
        Assert.Same(shape.Find("Int"), shape.Find((System.Linq.Expressions.Expression<Func<Everything, int?>>)(r => r.Int)));
        Assert.Null(shape.Find("int"));
        Assert.Null(shape.Find("Static"));
    }

    [Fact]
    public void An_expression_that_names_no_column_says_why()
    {
        var shape = RowShape<Everything>.Instance;

        Assert.Contains("row => row.Property", Refusal(r => r.Int + 1), StringComparison.Ordinal);
        Assert.Contains("row => row.Property", Refusal(r => r.Text!.Length), StringComparison.Ordinal);
        Assert.Contains("Everything.Decimal is a Decimal", Refusal(r => r.Decimal), StringComparison.Ordinal);
        Assert.Contains("Single[]", Refusal(r => r.Vector), StringComparison.Ordinal);

        string Refusal(System.Linq.Expressions.Expression<Func<Everything, object?>> selector) =>
            Assert.Throws<ArgumentException>(() => shape.Find(selector)).Message;
    }

    [Fact]
    public void Cells_print_the_same_in_every_culture_and_whole_numbers_in_full()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("0.1", Cell.Of(0.1f).ToString());
            Assert.Equal("0.1", Cell.Of(0.1).ToString());
            Assert.Equal("123456792", Cell.Of(123456792.0).ToString());
            Assert.Equal("9007199254740992", Cell.Of(9007199254740992.0).ToString());
            Assert.Equal("-1234", Cell.Of(-1234L).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Reading_never_changes_a_number()
    {
        Gen.Select(Gen.Double, Gen.Float, Gen.Long).Sample((d, f, l) =>
        {
            var row = new Everything { Double = d, Single = f, Long = l };
            Assert.Equal(d, Read("Double", row).Number);
            Assert.Equal((double)f, Read("Single", row).Number);
            Assert.Equal(l, Read("Long", row).Integer);
        });
    }

    private static Cell Read<[DynamicallyAccessedMembers(RowMembers.All)] T>(string name, T row) => RowShape<T>.Instance.Find(name)!.Read(row);

    public enum Kind : byte
    {
        Loan = 1,
        Card = 200,
    }

    [Flags]
    public enum TooWide : ulong
    {
        None,
    }

    public struct Modern
    {
        public Modern()
        {
        }

        [ModelColumn("kind")]
        public Kind Kind { get; set; } = Kind.Card;

        public Kind? MaybeKind;

        public TooWide TooWide { get; set; }

        [ModelColumn("input", Length = 2)]
        public float[]? Singles { get; set; } = [1, 2];

        public double[]? Doubles;

        public ReadOnlyMemory<float> Memory { get; set; } = new float[] { 3 };

        public ReadOnlyMemory<double> DoubleMemory { get; set; } = default;
    }

    [Fact]
    public void An_enum_is_a_column_of_its_numbers()
    {
        var shape = RowShape<Modern>.Instance;

        Assert.Equal([("kind", ColumnType.Integer), ("MaybeKind", ColumnType.Integer)], shape.Columns.Select(c => (c.Name, c.Type)));
        Assert.Equal(200, shape.Find("kind")!.Read(new()).Integer);
        Assert.Equal(MissingState.Null, shape.Find("MaybeKind")!.Read(new()).Missing);
        Assert.Equal(77, shape.Find("MaybeKind")!.Read(new() { MaybeKind = (Kind)77 }).Integer);
    }

    [Fact]
    public void Vectors_are_columns_of_their_own_and_are_read_without_a_copy()
    {
        var shape = RowShape<Modern>.Instance;
        var row = new Modern();

        Assert.Equal(["input", "Memory", "DoubleMemory", "Doubles"], shape.Vectors.Select(v => v.Name));
        Assert.True(shape.FindVector("input")!.Read(row).Singles == row.Singles);
        Assert.Equal((2.0, 2), (shape.FindVector("input")!.Read(row)[1], shape.FindVector("input")!.Read(row).Length));
        Assert.Equal((MissingState.Null, "null"), (shape.FindVector("Doubles")!.Read(row).Missing, shape.FindVector("Doubles")!.Read(row).ToString()));
        Assert.Equal((MissingState.None, 0), (shape.FindVector("DoubleMemory")!.Read(row).Missing, shape.FindVector("DoubleMemory")!.Read(row).Length));
        Assert.Equal("1 elements", shape.FindVector("Memory")!.Read(row).ToString());
        Assert.Equal("input", shape.FindVector((System.Linq.Expressions.Expression<Func<Modern, float[]?>>)(r => r.Singles)).Name);
        Assert.Null(shape.Find("input"));
        Assert.Null(shape.FindVector("kind"));
    }

    public sealed record TwoOfOneName([property: ModelColumn("A")] int X, [property: ModelColumn("A")] int Y);

    [Fact]
    public void Two_columns_of_one_name_are_refused_by_name() =>
        Assert.Contains("called 'A'", Assert.Throws<ArgumentException>(() => RowShape<TwoOfOneName>.Instance).Message, StringComparison.Ordinal);

    [Fact]
    public void A_row_codec_keeps_an_enum_as_its_number()
    {
        var codec = RowCodec<Modern>.Instance;
        var member = codec.Find("Kind")!;
        var kept = member.Read(new() { Kind = (Kind)7 });

        Assert.Equal(7, kept.Integer);
        Assert.True(MemberValue.TryMake(kept, member.ValueType, out var made));
        Assert.Equal((Kind)7, codec.Make(new Dictionary<string, object?> { ["Kind"] = made }).Kind);
        Assert.False(MemberValue.TryMake(ColumnValue.Of(256L), member.ValueType, out _));
    }
}

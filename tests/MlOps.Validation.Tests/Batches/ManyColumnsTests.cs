using System.Reflection;
using System.Reflection.Emit;
using MlOps.Validation.Schemas;

namespace MlOps.Batches;

/// <summary>Five thousand columns and as many rules, on a stack with no room for recursion over them.</summary>
public class ManyColumnsTests
{
    private const int Many = 5_000;

    private static readonly string[] Names = [.. Enumerable.Range(0, Many).Select(i => $"c{i}")];

    private static readonly DataSchema Schema = new()
    {
        Columns = [.. Names.Select(name => new ColumnSchema { Name = name, Type = ColumnType.Number, Rules = [new RangeRule(0, 100)] })],
        Rules =
        [
            new CompletenessRule(0.5),
            .. Enumerable.Range(0, Many - 1).Select(i => (i % 3) switch
            {
                0 => (RowRule)new SumRule([Names[i], Names[i + 1]], 0, 150),
                1 => new ComparisonRule(Names[i], Comparison.EqualTo, Names[i + 1]),
                _ => new ConditionalRule([Column(Names[i], new RangeRule(50, 100))], [Column(Names[i + 1], new RangeRule(50, 100))]),
            }),
        ],
    };

    private static ColumnSchema Column(string name, ColumnRule rule) => new() { Name = name, Type = ColumnType.Number, Rules = [rule] };

    [Fact]
    public void Rows_and_tables_of_thousands_of_columns_and_rules_are_checked() => OnSmallStack(() =>
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new("many"), AssemblyBuilderAccess.Run).DefineDynamicModule("many").DefineType("Row", TypeAttributes.Public);
        foreach (var name in Names)
        {
            type.DefineField(name, typeof(float), FieldAttributes.Public);
        }

        typeof(Rows<>).MakeGenericType(type.CreateType()).GetMethod(nameof(Rows<object>.Check))!.CreateDelegate<Action>()();
    });

    [Fact]
    public void A_column_may_have_thousands_of_rules() => OnSmallStack(() =>
    {
        var schema = new DataSchema { Columns = [new() { Name = nameof(CensusRow.Age), Type = ColumnType.Number, Rules = [.. Enumerable.Range(0, Many).Select(i => new RangeRule(i % 2 == 0 ? 0 : 10, 20 + i))] }] };
        CensusRow[] rows = [new() { Age = 15 }, new() { Age = 5 }, new() { Age = 21 }];

        var validator = new RowValidator<CensusRow>(schema);
        Assert.Equal([0, Many / 2, 1], rows.Select(r => validator.Check(r).Length));
        var ofRows = new BatchCheck<CensusRow>(schema).Check(rows);
        var ofTable = schema.Check(new ColumnTable().Add(nameof(CensusRow.Age), rows.Select(r => r.Age).ToArray()));
        Assert.Equal((2, 2), (ofRows.InvalidRows, ofRows.Columns[0].OutOfRange));
        SourceAgreementTests.Same(ofRows, ofTable);
    });

    [Fact]
    public void Schemas_of_thousands_of_columns_and_rules_merge()
    {
        var wide = Schema with { Columns = Schema.Columns.SetItem(0, Schema.Columns[0] with { Rules = [.. Enumerable.Range(0, Many).Select(i => new DomainRule([$"{i}", "x"]))] }) };
        List<string> mistakes = [];

        Assert.True(wide.Equals(SchemaMerge.Merge(wide, wide, mistakes)));
        Assert.Empty(mistakes);
        Assert.Equal(Many + 1, SchemaMerge.Merge(wide, new() { Columns = [], Rules = [wide.Rules[^1] with { Severity = Severity.Soft }, new RowCountRule(1, 2)] }, mistakes).Rules.Length);
    }

    private static void OnSmallStack(Action act)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(act), 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }

    private static class Rows<TRow>
        where TRow : new()
    {
        public static void Check()
        {
            TRow[] rows = [Filled(10), Filled(60), Filled(10), Filled(80), Filled(float.NaN)];
            typeof(TRow).GetField(Names[^1])!.SetValue(rows[2], 200f);

            var validator = new RowValidator<TRow>(Schema);
            Assert.Equal([true, true, false, false, false], rows.Select(r => validator.Check(r).IsEmpty));
            Assert.Equal(["range", "sum"], validator.Check(rows[2]).Select(v => v.Rule));
            var table = new ColumnTable();
            foreach (var name in Names)
            {
                var field = typeof(TRow).GetField(name)!;
                table.Add(name, rows.Select(r => (float)field.GetValue(r)!).ToArray());
            }

            SourceAgreementTests.Same(new BatchCheck<TRow>(Schema).Check(rows), Schema.Check(table));
        }

        private static TRow Filled(float value)
        {
            object row = new TRow();
            foreach (var name in Names)
            {
                typeof(TRow).GetField(name)!.SetValue(row, value);
            }

            return (TRow)row;
        }
    }
}

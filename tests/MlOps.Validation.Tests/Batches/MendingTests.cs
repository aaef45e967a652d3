using CsCheck;
using MlOps.Rows;
using Wide = MlOps.Rows.AgreementTests.Wide;

namespace MlOps.Batches;

/// <summary>One pass finds all: what the first report tells is all there is to mend. And a rule in error turns nothing green.</summary>
public class MendingTests
{
    private static readonly BatchOptions AllSamples = new() { MaxSamples = int.MaxValue };

    // Every kind of rule.
    private static void Say(SchemaBuilder<Wide> s) => s
        .Column(r => r.Double).InRange(-1, 1).Finite()
        .Column(r => r.Single).Tolerated().AtMost(5, tolerated: 0.1)
        .Column(r => r.Int).MissingWhen(0).AtLeast(1)
        .Column(r => r.MaybeInt).Tolerated().OneOf(3, 4, 5)
        .Column(r => r.Long).Unique()
        .Column(r => r.MaybeLong).Optional().DistinctCount(0, 1)
        .Column(r => r.Byte).TopValue(0.5)
        .Column(r => r.Text).OneOf("a", "b").Length(1, 1).Matches("^[ab]$").Characters(CharacterClass.LowerCase)
        .Column(r => r.Name).Optional().Completeness(1).Must("short", n => n.Length < 4 ? true : throw new FormatException(n))
        .Column(r => r.Singles).Length(1).EachFinite().EachInRange(0, 1).SumsTo(1, 0.5)
        .Column(r => r.Flag).Is(true)
        .Column(r => r.Kind).Defined()
        .Column(r => r.MaybeDouble).Optional().Column(r => r.MaybeSingle).Optional()
        .Column(r => r.MaybeFlag).Optional().Column(r => r.MaybeUInt).Optional()
        .Compare(r => r.MaybeDouble, Comparison.AtMost, r => r.MaybeSingle)
        .SumsTo(0, 1, r => r.Double)
        .When(r => r.MaybeFlag, true, then => then.Column(r => r.MaybeUInt).AtMost(9))
        .RowCompleteness(0.9)
        .Rule("flag", r => r.Flag)
        .RowCount(2, 20);

    private static readonly Wide Good = new()
    {
        Single = 1,
        Double = 0.5,
        Int = 1,
        MaybeInt = 3,
        Text = "b",
        Name = "x",
        Singles = [1],
        Flag = true,
        Kind = RuleKindTests.Kind.Loan,
        MaybeDouble = 1,
        MaybeSingle = 1,
        MaybeUInt = 1,
        MaybeFlag = false,
    };

    // The mend of one broken rule in one row, and of nothing else.
    private static Wide Mend(RuleReport rule, Wide row, int position) => (rule.Column, rule.Rule) switch
    {
        ("Double", _) or ("", "sum") when rule.Expected.Contains("Singles", StringComparison.Ordinal) => row with { Singles = [1] },
        ("Double", _) or ("", "sum") => row with { Double = 0.5 },
        ("Single", _) => row with { Single = 1 },
        ("Int", _) => row with { Int = 1 },
        ("MaybeInt", _) => row with { MaybeInt = 3 },
        ("Long", _) => row with { Long = 1000 + position },
        ("MaybeLong", _) => row with { MaybeLong = 7 },
        ("Byte", _) => row with { Byte = (byte)position },
        ("Text", _) => row with { Text = "b" },
        ("Name", _) => row with { Name = row.Name is { Length: > 0 and < 4 } ? row.Name : "x" },
        ("Singles", _) => row with { Singles = [1] },
        ("Flag", _) or ("", "flag") => row with { Flag = true },
        ("Kind", _) => row with { Kind = RuleKindTests.Kind.Loan },
        ("", "comparison") => row with { MaybeDouble = 1, MaybeSingle = 1 },
        ("", "condition") => row with { MaybeUInt = 1 },
        ("", "completeness") => Good with { Long = row.Long, MaybeLong = row.MaybeLong, Byte = row.Byte },
        var other => throw new InvalidOperationException($"{other} has no mend."),
    };

    [Fact]
    public void Mending_every_violation_of_the_first_report_gives_none_on_the_second_run()
    {
        var broken = new HashSet<string>();
        MlOps.Rows.AgreementTests.AnyRow.Array[2, 20].Sample(
            rows =>
            {
                var first = new BatchCheck<Wide>(Say, AllSamples).Check(rows);
                var mended = rows.ToArray();
                foreach (var rule in first.Rules.Where(r => r.Verdict.Kind is VerdictKind.Fail or VerdictKind.Warn || r.Broken > 0))
                {
                    // A rule over the batch names no row: its column is to be mended in all of them.
                    foreach (var position in rule.Samples.IsEmpty ? Enumerable.Range(0, rows.Length) : rule.Samples.Select(s => (int)s.Position))
                    {
                        mended[position] = Mend(rule, mended[position], position);
                    }

                    lock (broken)
                    {
                        broken.Add($"{rule.Column} {rule.Rule}");
                    }
                }

                var second = new BatchCheck<Wide>(Say, AllSamples).Check(mended);
                Assert.Equal([], second.Rules.Where(r => r.Broken > 0 || r.Verdict.Kind is VerdictKind.Fail or VerdictKind.Warn).Select(r => r.ToString()));
            },
            iter: 300);

        // What was never broken was never mended either. RowCount and rows that are null can't be here.
        var all = new BatchCheck<Wide>(Say).Check([Good]).Rules.Where(r => r.Rule is not ("rowCount" or "readable") && r.Expected != "a row").Select(r => $"{r.Column} {r.Rule}").Distinct();
        Assert.Equal(["Byte required", "Flag required", "Kind required", "Long required"], all.Except(broken).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_in_error_turns_no_row_and_no_batch_green()
    {
        var threw = 0;
        Gen.Select(MlOps.Rows.AgreementTests.AnySchema.Where(s => !s.Columns.IsEmpty), MlOps.Rows.AgreementTests.AnyRow.Array[1, 12]).Sample(
            (schema, rows) =>
            {
                var check = new BatchCheck<Wide>(new RowValidator<Wide>(MlOps.Rows.AgreementTests.Write(schema)));
                var found = check.Run(rows).ToList();
                var (names, report) = (schema.Columns.Where(c => c.Rules.Any(r => r is CustomColumnRule { Name: "throws" })).Select(c => c.Name).ToList(), check.Report);
                foreach (var name in names)
                {
                    // It throws on every value that is there.
                    var present = report.Columns.Single(c => c.Name == name).Present;
                    Assert.Equal(present, found.Count(f => !f.IsValid && f.Violations.Any(v => v.Column == name && v is { Rule: "throws", Severity: Severity.Hard } && v.Expected.Contains("FormatException", StringComparison.Ordinal))));
                    var rule = report.Rules.Single(r => r.Column == name && r.Rule == "throws");
                    Assert.Equal((present, present == 0 ? VerdictKind.Inconclusive : VerdictKind.Fail), (rule.Broken, rule.Verdict.Kind));
                    Assert.NotEqual(VerdictKind.Pass, report.Judge(o => o.MaxInvalidShare = 1).Kind);
                    Interlocked.Add(ref threw, (int)present);
                }
            },
            iter: 500);
        Assert.True(threw > 100, $"Only {threw} rules threw.");
    }
}

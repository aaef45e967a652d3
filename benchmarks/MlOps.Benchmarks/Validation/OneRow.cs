using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using FluentValidation;

namespace MlOps.Benchmarks.Validation;

/// <summary>A valid row with twelve rules, beside the same rules by hand, in FluentValidation and as attributes.</summary>
internal sealed class OneRow
{
    private const int Calls = 2_000;

    private readonly BenchRow[] _rows = BenchModels.Rows(64);
    private readonly RowValidator<BenchRow> _check = new RowValidator<BenchRow>(BenchRow.Rules);
    private readonly FluentRules _fluent = new();
    private int _next;

    private BenchRow Next => _rows[_next++ & 63];

    public static void Run(Figures figures)
    {
        Figures.Title("a valid row with 12 rules");
        var one = new OneRow();
        (string Name, Action Act)[] all =
            [("by hand", one.ByHand), ("RowValidator", one.Check), ("FluentValidation", one.Fluent), ("Validator.TryValidateObject", one.Attributes)];
        var times = Turns.Time(400, Calls, [.. all.Select(a => a.Act)]);
        for (var i = 0; i < all.Length; i++)
        {
            figures.Add(all[i].Name, Turns.Median(times[i]), "ns");
            figures.Add($"{all[i].Name}: allocated", Turns.Bytes(Calls, all[i].Act), "B", i == 1 ? 0 : null);
        }

        figures.Add("RowValidator: ratio to the chain by hand", Turns.Ratio(times[1], times[0]), "x", 2);
    }

    public static bool Holds(bool held) => held ? true : throw new InvalidOperationException("The measured row should be valid.");

    private void ByHand() => Holds(Chain(Next));

    private void Check() => Holds(_check.Check(Next).IsEmpty);

    private void Fluent() => Holds(_fluent.Validate(Next).IsValid);

    private void Attributes()
    {
        var row = Next;
        Holds(Validator.TryValidateObject(row, new(row), [], validateAllProperties: true));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Chain(BenchRow row)
    {
        if (!(row.Age >= 17 && row.Age <= 90)) { return false; }
        if (!(row.EducationYears >= 1 && row.EducationYears <= 16)) { return false; }
        if (!(row.CapitalGain >= 0 && row.CapitalGain <= 100_000)) { return false; }
        if (!(row.CapitalLoss >= 0 && row.CapitalLoss <= 5_000)) { return false; }
        if (!(row.HoursPerWeek >= 1 && row.HoursPerWeek <= 99)) { return false; }
        if (!(row.Tenure >= 0 && row.Tenure <= 60)) { return false; }
        if (!(row.Children >= 0 && row.Children <= 20)) { return false; }
        if (!(row.Commute >= 0 && row.Commute <= 600)) { return false; }
        if (!(row.Savings >= 0 && row.Savings <= 1e9f)) { return false; }
        if (!(row.Rooms >= 1 && row.Rooms <= 50)) { return false; }
        if (string.IsNullOrEmpty(row.Workclass)) { return false; }
        if (string.IsNullOrEmpty(row.Occupation)) { return false; }
        return true;
    }

    private sealed class FluentRules : AbstractValidator<BenchRow>
    {
        public FluentRules()
        {
            RuleFor(r => r.Age).InclusiveBetween(17, 90);
            RuleFor(r => r.EducationYears).InclusiveBetween(1, 16);
            RuleFor(r => r.CapitalGain).InclusiveBetween(0, 100_000);
            RuleFor(r => r.CapitalLoss).InclusiveBetween(0, 5_000);
            RuleFor(r => r.HoursPerWeek).InclusiveBetween(1, 99);
            RuleFor(r => r.Tenure).InclusiveBetween(0, 60);
            RuleFor(r => r.Children).InclusiveBetween(0, 20);
            RuleFor(r => r.Commute).InclusiveBetween(0, 600);
            RuleFor(r => r.Savings).InclusiveBetween(0, 1e9f);
            RuleFor(r => r.Rooms).InclusiveBetween(1, 50);
            RuleFor(r => r.Workclass).NotEmpty();
            RuleFor(r => r.Occupation).NotEmpty();
        }
    }
}

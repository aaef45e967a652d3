using System.Globalization;
using CsCheck;

namespace MlOps.Heuristics.Configured;

public class ConditionTests
{
    private static readonly Gen<Signal> Rows = Gen.Select(
        OneOf<string?>("a", "b", "", null), Gen.Int[0, 3], OneOf(0.1f, 0.2f, float.NaN, -0f, 0f), OneOf<double?>(1, 2, double.NaN, null), Gen.Bool,
        OneOf<bool?>(true, false, null),
        (host, hour, load, maybe, weekend, maybeWeekend) => new Signal
        {
            Host = host,
            Hour = hour,
            Small = (byte)hour,
            Load = load,
            Maybe = maybe,
            Weekend = weekend,
            MaybeWeekend = maybeWeekend,
            Day = (DayOfWeek)hour,
        });

    [Theory]
    [InlineData("Hour", "2")]
    [InlineData("Small", "2")]
    [InlineData("Load", "0.1")]
    [InlineData("Load", "0")]
    [InlineData("Maybe", "1")]
    [InlineData("Day", "Tuesday")]
    [InlineData("Host", "a")]
    [InlineData("Weekend", "true")]
    [InlineData("MaybeWeekend", "False")]
    public void A_condition_holds_where_the_value_is_there_and_stands_so_to_the_constant_compiled_or_not(string column, string value)
    {
        var mistakes = new List<string>();
        var path = ColumnPath<Signal, Alarm>.Find($"Row.{column}", mistakes.Add)!;
        var constant = ColumnConstant.Of(value, path.ValueType, path.Type, mistakes.Add)!;
        foreach (var comparison in Enum.GetValues<Comparison>().Where(c => path.Type is ColumnType.Integer or ColumnType.Number || c is Comparison.EqualTo or Comparison.NotEqualTo))
        {
            var compiled = ColumnCondition.Of(path, comparison, constant, mistakes.Add)!;
            var interpreted = ColumnCondition.Of(path, comparison, constant, mistakes.Add, compile: false)!;
            Rows.Sample(row =>
            {
                var expected = Expected(typeof(Signal).GetProperty(column)!.GetValue(row), comparison, constant);
                Assert.Equal(expected, compiled(row, new()));
                Assert.Equal(expected, interpreted(row, new()));
            });
        }

        Assert.Empty(mistakes);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static bool Expected(object? value, Comparison comparison, object constant)
    {
        if (value is null or "" or float.NaN or double.NaN)
        {
            return false;
        }

        if (value is string or bool)
        {
            return value.Equals(constant) == (comparison == Comparison.EqualTo);
        }

        var (number, other) = (Convert.ToDecimal(value, CultureInfo.InvariantCulture), Convert.ToDecimal(constant, CultureInfo.InvariantCulture));
        return comparison switch
        {
            Comparison.LessThan => number < other,
            Comparison.AtMost => number <= other,
            Comparison.EqualTo => number == other,
            Comparison.NotEqualTo => number != other,
            Comparison.AtLeast => number >= other,
            _ => number > other,
        };
    }
}

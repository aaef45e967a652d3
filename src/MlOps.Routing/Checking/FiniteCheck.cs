using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlOps.Routing.Checking;

/// <summary>
/// Finds NaN and infinity in an answer, which no rule has to ask for: in a number, or in the numbers and vectors of numbers among its
/// public properties and fields. An absent number (null) is no business of this check.
/// </summary>
internal sealed class FiniteCheck<[DynamicallyAccessedMembers(RowMembers.All)] TOutput>
{
    private static readonly Type[] NumberTypes = [typeof(float), typeof(double), typeof(float?), typeof(double?), typeof(float[]), typeof(double[])];

    private readonly (string Name, Func<TOutput, object?> Get)[] _numbers;
    private readonly Func<TOutput, bool> _isFinite;

    public FiniteCheck()
    {
        var members = NumberTypes.Contains(typeof(TOutput)) ? [] : Members().ToArray();
        _numbers = NumberTypes.Contains(typeof(TOutput))
            ? [("", answer => answer)]
            : [.. members.Select(m => (m.Name, new Func<TOutput, object?>(answer => ValueOf(m, answer))))];
        _isFinite = RuntimeFeature.IsDynamicCodeCompiled ? Compile(members) : answer => Explain(answer).IsEmpty;
    }

    public bool IsFinite(TOutput answer) => _isFinite(answer);

    public ImmutableArray<Violation> Explain(TOutput answer)
    {
        var violations = ImmutableArray.CreateBuilder<Violation>();
        foreach (var (name, get) in _numbers)
        {
            if (FirstNotFinite(get(answer)) is { } number)
            {
                violations.Add(new(name, "finite", Severity.Hard, "a finite number")
                {
                    Observed = number.ToString(CultureInfo.InvariantCulture),
                    Missing = double.IsNaN(number) ? MissingState.NaN : MissingState.None,
                });
            }
        }

        return violations.DrainToImmutable();
    }

    private static IEnumerable<MemberInfo> Members() => typeof(TOutput).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && NumberTypes.Contains(p.PropertyType))
        .Concat<MemberInfo>(typeof(TOutput).GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => NumberTypes.Contains(f.FieldType)));

    private static object? ValueOf(MemberInfo member, TOutput answer) =>
        member is PropertyInfo property ? property.GetValue(answer) : ((FieldInfo)member).GetValue(answer);

    private static double? FirstNotFinite(object? value) => value switch
    {
        float number => float.IsFinite(number) ? null : number,
        double number => double.IsFinite(number) ? null : number,
        float[] numbers => AllFinite(numbers) ? null : numbers.First(n => !float.IsFinite(n)),
        double[] numbers => AllFinite(numbers) ? null : numbers.First(n => !double.IsFinite(n)),
        _ => null,
    };

    private static bool AllFinite(float n) => float.IsFinite(n);

    private static bool AllFinite(double n) => double.IsFinite(n);

    private static bool AllFinite(float? n) => n is null || float.IsFinite(n.Value);

    private static bool AllFinite(double? n) => n is null || double.IsFinite(n.Value);

    private static bool AllFinite(float[]? numbers) => numbers is null || Array.TrueForAll(numbers, float.IsFinite);

    private static bool AllFinite(double[]? numbers) => numbers is null || Array.TrueForAll(numbers, double.IsFinite);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The methods named are in this class and called by it.")]
    private static Func<TOutput, bool> Compile(MemberInfo[] members)
    {
        var answer = Expression.Parameter(typeof(TOutput), "answer");
        IEnumerable<Expression> numbers = NumberTypes.Contains(typeof(TOutput)) ? [answer] : members.Select(m => Expression.MakeMemberAccess(answer, m));
        var all = numbers
            .Select(Expression (n) => Expression.Call(
                typeof(FiniteCheck<TOutput>).GetMethod(nameof(AllFinite), BindingFlags.NonPublic | BindingFlags.Static, [n.Type])!, n))
            .DefaultIfEmpty(Expression.Constant(true))
            .Aggregate(Expression.AndAlso);
        return Expression.Lambda<Func<TOutput, bool>>(all, answer).Compile();
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace MlOps.Rows;

/// <summary>Takes rows apart into their columns, and makes rows of columns again. By reflection, which works wherever .NET runs: it is on no hot path.</summary>
/// <remarks>
/// A row is made by the public constructor that, with the setters, sets most of its columns; of several the one with fewest parameters. Each
/// parameter bears the name of a column, in whatever case, and its type, or is optional.
/// </remarks>
internal sealed class RowCodec<[DynamicallyAccessedMembers(RowMembers.All)] TRow>
{
    private readonly Dictionary<string, RowMember<TRow>> _byName;
    private readonly ConstructorInfo? _constructor;
    private readonly (ParameterInfo Parameter, RowMember<TRow>? Member)[] _parameters = [];
    private readonly HashSet<string> _byConstructor = new(StringComparer.Ordinal);

    private RowCodec()
    {
        Members = [.. RowMembers.ReadableOf(typeof(TRow)).Select(m => new RowMember<TRow>(m))];
        _byName = Members.ToDictionary(m => m.Name, StringComparer.Ordinal);
        CanMake = typeof(TRow).IsValueType;
        var most = CanMake ? Members.Count(m => m.HasSetter) : -1;
        foreach (var constructor in typeof(TRow).GetConstructors().Where(c => !typeof(TRow).IsAbstract).OrderBy(c => c.GetParameters().Length))
        {
            (ParameterInfo Parameter, RowMember<TRow>? Member)[] parameters = [.. constructor.GetParameters().Select(p => (p, MemberOf(p)))];
            var sets = Members.Count(m => m.HasSetter || parameters.Any(p => p.Member == m));
            if (sets > most && parameters.All(p => p.Member is not null || p.Parameter.HasDefaultValue))
            {
                (most, CanMake, _constructor, _parameters) = (sets, true, constructor, parameters);
            }
        }

        _byConstructor.UnionWith(_parameters.Where(p => p.Member is not null).Select(p => p.Member!.Name));
    }

    public static RowCodec<TRow> Instance { get; } = new();

    /// <summary>The public properties and fields, also those that can't be kept.</summary>
    public IReadOnlyList<RowMember<TRow>> Members { get; }

    /// <summary>Whether there is a way to make a row.</summary>
    public bool CanMake { get; }

    public RowMember<TRow>? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether a row that is made can be given this value; a computed one can't.</summary>
    public bool Sets(RowMember<TRow> member) => member.HasSetter || _byConstructor.Contains(member.Name);

    /// <summary>Makes a row. What it is given no value for stays as the type makes it.</summary>
    /// <param name="values">By name of the member, of the member's type.</param>
    /// <remarks>It throws what the row's own code throws.</remarks>
    public TRow Make(IReadOnlyDictionary<string, object?> values)
    {
        // Boxed, so that a struct keeps what is set.
        object row = _constructor is null
            ? default(TRow)!
            : _constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, Array.ConvertAll(_parameters, p => Argument(p.Parameter, p.Member, values)), null);
        foreach (var member in Members)
        {
            if (member.HasSetter && !_byConstructor.Contains(member.Name) && values.TryGetValue(member.Name, out var value))
            {
                member.Set(row, value);
            }
        }

        return (TRow)row;
    }

    // Reflection takes null as the default of a value type.
    private static object? Argument(ParameterInfo parameter, RowMember<TRow>? member, IReadOnlyDictionary<string, object?> values) =>
        member is not null && values.TryGetValue(member.Name, out var value) ? value : parameter.HasDefaultValue ? parameter.DefaultValue : null;

    private RowMember<TRow>? MemberOf(ParameterInfo parameter) => Members.FirstOrDefault(m =>
        string.Equals(m.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && m.ValueType == parameter.ParameterType);
}

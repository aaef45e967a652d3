using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace MlOps.Registry.Signing;

/// <summary>Records in which everything is said, also what is added to them tomorrow.</summary>
internal static class Filled
{
    private static readonly Dictionary<Type, Func<object>> Known = new()
    {
        [typeof(string)] = () => "text",
        [typeof(int)] = () => 3,
        [typeof(long)] = () => 3L,
        [typeof(double)] = () => 0.5,
        [typeof(float)] = () => 0.5f,
        [typeof(bool)] = () => true,
        [typeof(DateTimeOffset)] = () => new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero),
        [typeof(DeploymentPlan)] = () => DeploymentPlan.Live(2).FallBackTo(1).Canary(3, 0.5),
        [typeof(GoldenSet)] = () => GoldenSet.Capture([new GoldenRow { Age = 3 }], row => new GoldenAnswer { Score = row.Age / 2.0 }),
        [typeof(DataSchema)] = () => new DataSchema { Columns = [new() { Name = "Age", Type = ColumnType.Number, Rules = [new RangeRule(0, 1)] }] },
    };

    public static T Of<T>() => (T)Of(typeof(T));

    private static object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Known.TryGetValue(type, out var make))
        {
            return make();
        }

        if (type.IsEnum)
        {
            return Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => Enum.ToObject(type, v)).Last();
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value])
        {
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            dictionary.Add(Of(key), Of(value));
            return type.IsInstanceOfType(dictionary) ? dictionary : throw Unknown(type);
        }

        if (type.IsArray || (type.IsGenericType && type.GetGenericArguments() is [_]))
        {
            var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
            var array = Array.CreateInstance(item, 1);
            array.SetValue(Of(item), 0);
            return type.IsInstanceOfType(array)
                ? array
                : type.GetMethod("op_Implicit", [array.GetType()])?.Invoke(null, [array]) ?? throw Unknown(type);
        }

        return Record(type);
    }

    private static object Record(Type type)
    {
        var constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).FirstOrDefault() ?? throw Unknown(type);
        var record = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is null))
        {
            property.SetValue(record, Of(property.PropertyType));
        }

        return record;
    }

    private static InvalidOperationException Unknown(Type type) => new($"Say here how a {type} is filled.");

    private sealed record GoldenRow
    {
        public double Age { get; init; }
    }

    private sealed record GoldenAnswer
    {
        public double Score { get; init; }
    }
}

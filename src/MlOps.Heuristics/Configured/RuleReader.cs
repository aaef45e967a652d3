using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using MlOps.Heuristics.Rules;
using MlOps.Rows;

namespace MlOps.Heuristics.Configured;

/// <summary>Reads what the configuration says of one rule beside its options, and takes note of every mistake: a null means that there is one.</summary>
internal sealed class RuleReader<
    [DynamicallyAccessedMembers(RowMembers.All)] TInput,
    [DynamicallyAccessedMembers(RowMembers.All)] TOutput>(IConfigurationSection section, List<string> mistakes)
{
    private readonly List<string> _keys = ["Kind"];
    private readonly List<string> _said = [];

    public string Name => section.Key;

    /// <summary>The keys that are no options.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>What was read, for the rule's text and digest.</summary>
    public RuleSource Source => new(string.Join(", ", _said), [.. _said]);

    /// <summary>Which answers the rule is about; null without a condition, where there may be none.</summary>
    public Func<TInput, TOutput, bool>? When()
    {
        _keys.Add("When");
        if (!section.GetSection("When").Exists())
        {
            return null;
        }

        var when = section.GetSection("When");
        foreach (var unknown in when.GetChildren().Select(c => c.Key).Except(["Column", "Is", "Value"], StringComparer.OrdinalIgnoreCase))
        {
            Wrong("When", $"has no key '{unknown}'; its keys are Column, Is, Value.");
        }

        var column = Find("When:Column");
        var comparison = Said("When:Is", $"one of {string.Join(", ", Enum.GetNames<Comparison>())}") is not { } word ? null
            : Enum.GetNames<Comparison>().Contains(word, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<Comparison>(word, ignoreCase: true)
            : Wrong<Comparison?>("When:Is", $"is '{word}': give one of {string.Join(", ", Enum.GetNames<Comparison>())}.");
        var text = Said("When:Value", "a constant");
        if (column is null || comparison is not { } compare || text is null)
        {
            return null;
        }

        _said.Add($"when {column.Text} {comparison} {text}");
        return ColumnConstant.Of(text, column.ValueType, column.Type, m => Wrong("When:Value", m)) is { } constant
            ? ColumnCondition.Of(column, compare, constant, m => Wrong("When:Is", m))
            : null;
    }

    /// <summary>Which answers the rule is about.</summary>
    public Func<TInput, TOutput, bool>? RequiredWhen()
    {
        var when = When();
        return when is not null || section.GetSection("When").Exists() ? when
            : Wrong<Func<TInput, TOutput, bool>>("When", "is missing: give the Column, Is and Value of the answers that it is about.");
    }

    /// <summary>What an alert is about.</summary>
    public Func<TInput, TOutput, ColumnKey>? Key()
    {
        var column = Column("Key");
        return column is null ? null : (row, answer) => ColumnKey.Of(column.Read(row, answer));
    }

    /// <summary>A text of the row or the answer.</summary>
    public Func<TInput, TOutput, string?>? Text(string key)
    {
        var column = Column(key);
        return column is null ? null
            : column.Type == ColumnType.Text ? column.Reader(value => value, cell => cell.Text)
            : Wrong<Func<TInput, TOutput, string?>>(key, $"is {column.Text}, which holds no texts.");
    }

    /// <summary>A number of the answer, also one that may be missing, which is NaN then.</summary>
    public Func<TOutput, double>? Number(string key)
    {
        if (AnswerColumn(key) is not { } column)
        {
            return null;
        }

        return column.Type is ColumnType.Number or ColumnType.Integer ? NumberColumn.AsDouble(column)
            : Wrong<Func<TOutput, double>>(key, $"is Answer.{column.Name}, which holds no numbers.");
    }

    /// <summary>A column of the answer that a rule changes.</summary>
    public (RowColumn<TOutput> Column, Func<TOutput, object, TOutput> Write)? Changed()
    {
        if (AnswerColumn("Column") is not { } column)
        {
            return null;
        }

        return ColumnWriter.Of(column) is { } write ? (column, write)
            : Wrong<(RowColumn<TOutput>, Func<TOutput, object, TOutput>)?>("Column", $"is Answer.{column.Name}, which can't be set: give the property a public init or set.");
    }

    /// <summary>Puts a constant into a column of the answer.</summary>
    public (Func<TInput, TOutput, TOutput> Change, Func<TOutput, double> Number)? To()
    {
        _keys.Add("To");
        var (changed, text) = (Changed(), Said("To", "the value that the column is set to"));
        if (changed is not { } target || text is null)
        {
            return null;
        }

        _said.Add($"to {text}");
        return ColumnConstant.Of(text, target.Column.ValueType, target.Column.Type, m => Wrong("To", m)) is { } constant
            ? ((_, answer) => target.Write(answer, constant), NumberColumn.AsDouble(target.Column))
            : null;
    }

    /// <summary>The column of the answer that says whether it is on.</summary>
    public (Func<TOutput, bool> Read, Func<TOutput, bool, TOutput> Set)? Switch()
    {
        if (Changed() is not { } target)
        {
            return null;
        }

        return target.Column.ValueType == typeof(bool)
            ? (answer => target.Column.Read(answer).Boolean, (answer, on) => target.Write(answer, on))
            : Wrong<(Func<TOutput, bool>, Func<TOutput, bool, TOutput>)?>(
                "Column", $"is Answer.{target.Column.Name}: give a bool, which says whether the answer is on.");
    }

    /// <summary>Takes note of a mistake.</summary>
    public T? Wrong<T>(string key, string what)
    {
        mistakes.Add($"Heuristic '{Name}': {key} {what}");
        return default;
    }

    private void Wrong(string key, string what) => Wrong<object>(key, what);

    private RowColumn<TOutput>? AnswerColumn(string key)
    {
        var column = Column(key);
        return column is null ? null : column.OfAnswer ?? Wrong<RowColumn<TOutput>>(key, $"is {column.Text}: give a column of the answer.");
    }

    private ColumnPath<TInput, TOutput>? Column(string key)
    {
        _keys.Add(key);
        var column = Find(key);
        if (column is not null)
        {
            _said.Add($"{(key == "Column" ? "over" : key.ToLowerInvariant())} {column.Text}");
        }

        return column;
    }

    private ColumnPath<TInput, TOutput>? Find(string key) =>
        Said(key, "a column, such as Row.Age or Answer.Price") is { } text ? ColumnPath<TInput, TOutput>.Find(text, m => Wrong(key, m)) : null;

    private string? Said(string key, string what) => section[key] is { Length: > 0 } text ? text : Wrong<string>(key, $"is missing: give {what}.");
}

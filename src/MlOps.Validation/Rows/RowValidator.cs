using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MlOps.Checks;
using MlOps.Validation.Rows;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Checks rows against a schema that was compiled once.</summary>
/// <typeparam name="TRow">The row; its public properties and fields are its columns.</typeparam>
/// <remarks>
/// For any number of threads. A clean row costs no allocation. Where the runtime can't compile code, as under ahead-of-time
/// compilation, the verdicts are the same and take longer.
/// </remarks>
public sealed class RowValidator<[DynamicallyAccessedMembers(RowMembers.All)] TRow> : IRowCheck<TRow>
{
    private readonly CompiledSchema<TRow> _compiled;
    private readonly Func<TRow, bool>? _isClean;

    /// <summary>Compiles rules written in code.</summary>
    /// <param name="configure">Says what the columns hold.</param>
    /// <exception cref="ArgumentException">A rule makes no sense; the message says which and why.</exception>
    public RowValidator(Action<SchemaBuilder<TRow>> configure)
        : this(SchemaBuilder<TRow>.Write(configure))
    {
    }

    /// <summary>Compiles a schema, such as one that a version was registered with.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="configure">
    /// Rules in code, which apply too: the stricter presence and severity win. They also bring the code of the custom rules that
    /// the schema names. Default: none.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The schema doesn't fit the row type, a rule makes no sense, or code of a custom rule is missing; the message tells all of it.
    /// </exception>
    public RowValidator(DataSchema schema, Action<SchemaBuilder<TRow>>? configure = null)
        : this(schema ?? throw new ArgumentNullException(nameof(schema)), configure is null ? null : SchemaBuilder<TRow>.Write(configure))
    {
    }

    internal RowValidator(SchemaDraft<TRow> code, bool compile = true)
        : this(code.ToSchema(), code, environment: null, ThrowArgument, compile)
    {
    }

    internal RowValidator(DataSchema schema, SchemaDraft<TRow>? code)
        : this(schema, code, environment: null, ThrowArgument)
    {
    }

    internal RowValidator(DataSchema schema, SchemaDraft<TRow>? code, string? environment, Action<List<string>> refuse, bool compile = true)
    {
        List<string> mistakes = [];
        code ??= new();
        Schema = Sensitivity.Everywhere(SchemaMerge.Merge(schema, code.ToSchema(), mistakes));
        IsSensitive = Schema.GetSensitiveColumns().Count > 0;
        Schema = environment is null ? Schema : Schema.In(environment);
        _compiled = new SchemaCompiler<TRow>(new RowBinding<TRow>(), code, mistakes).Compile(Schema);
        if (mistakes.Count > 0)
        {
            refuse(mistakes);
        }

        _isClean = compile && RuntimeFeature.IsDynamicCodeCompiled ? FastPath.Compile(_compiled) : null;
    }

    /// <summary>The schema in force: what was registered and what was written in code, as one.</summary>
    public DataSchema Schema { get; }

    /// <inheritdoc/>
    public bool IsSensitive { get; }

    /// <inheritdoc/>
    public ImmutableArray<Violation> Check(TRow row) => IsClean(row) ? ImmutableArray<Violation>.Empty : Explainer.Explain(_compiled, row);

    internal CompiledSchema<TRow> Compiled => _compiled;

    internal bool IsClean(TRow row)
    {
        try
        {
            return _isClean is not null && _isClean(row);
        }
        catch (Exception)
        {
            // A rule in code threw, or a property did. The explanation runs into it again and says so.
            return false;
        }
    }

    private static void ThrowArgument(List<string> mistakes) =>
        throw new ArgumentException($"The schema can't check rows of {typeof(TRow).Name}: {string.Join(" ", mistakes)}");
}

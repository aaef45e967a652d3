using System.Diagnostics.CodeAnalysis;
using MlOps.Validation.Schemas;

namespace MlOps;

/// <summary>Prints schemas as code.</summary>
public static class DataSchemaCodeExtensions
{
    /// <summary>The schema as the fluent C# that makes it, such as a new version of code begins with.</summary>
    /// <typeparam name="TRow">The row whose properties the code names.</typeparam>
    /// <param name="schema">The schema.</param>
    /// <returns>
    /// An expression, <c>DataSchema.For&lt;Row&gt;(s => …)</c>. Types are named without their namespaces. Custom rules, whose code isn't in a
    /// schema, throw <see cref="NotImplementedException"/> until someone writes it.
    /// </returns>
    /// <exception cref="ArgumentException">The schema has a column that the row lacks, or what only JSON can say; the message tells which.</exception>
    public static string ToCSharp<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(this DataSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new CSharpWriter<TRow>(schema).Write();
    }
}

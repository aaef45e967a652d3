using System.Diagnostics.CodeAnalysis;

namespace MlOps;

/// <summary>Writes schemas in C#.</summary>
public static class DataSchemaExtensions
{
    extension(DataSchema)
    {
        /// <summary>Makes a schema for a row type.</summary>
        /// <typeparam name="TRow">The row; its public properties and fields are its columns.</typeparam>
        /// <param name="configure">Says what the columns hold.</param>
        /// <returns>
        /// The schema as data. Custom rules are in it by their names; their code stays behind, so whoever checks by the schema
        /// has to bring code of the same names.
        /// </returns>
        /// <exception cref="ArgumentException">A rule makes no sense; the message says which and why.</exception>
        public static DataSchema For<[DynamicallyAccessedMembers(RowMembers.All)] TRow>(Action<SchemaBuilder<TRow>> configure) =>
            SchemaBuilder<TRow>.Write(configure).ToSchema();
    }
}

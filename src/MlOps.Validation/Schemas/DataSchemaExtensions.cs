using System.Diagnostics.CodeAnalysis;
using MlOps.Validation.Schemas;

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

        /// <summary>Makes a schema of the attributes on a row type's properties, fields and record parameters.</summary>
        /// <typeparam name="TRow">The row.</typeparam>
        /// <remarks>
        /// <para>
        /// Of <c>System.ComponentModel.DataAnnotations</c> it reads <c>Required</c>, <c>Range</c>, <c>StringLength</c>, <c>Length</c>,
        /// <c>MinLength</c>, <c>MaxLength</c>, <c>RegularExpression</c> and <c>AllowedValues</c>, and beside them
        /// <see cref="ModelColumnAttribute"/>. Any other validation attribute is an error and not passed over.
        /// </para>
        /// <para>A member without any of them is no column of the schema; one with an attribute and no word of presence is required.</para>
        /// </remarks>
        /// <exception cref="ArgumentException">An attribute makes no sense; the message tells all of them.</exception>
        public static DataSchema FromAttributes<[DynamicallyAccessedMembers(RowMembers.All)] TRow>() => AttributeReader.Read<TRow>();
    }
}

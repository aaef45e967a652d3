using System.Diagnostics.CodeAnalysis;
using MlOps.Rows;

namespace MlOps.Validation.Rows;

/// <summary>Finds columns among the properties and fields of a row type.</summary>
internal sealed class RowBinding<[DynamicallyAccessedMembers(RowMembers.All)] TRow> : IBinding<TRow>
{
    // Not in a static initialiser, which would hide the message of a shape that can't be made.
    private readonly RowShape<TRow> _shape = RowShape<TRow>.Instance;

    public string RowName => typeof(TRow).Name;

    public string HowToAdd => "Add a public property or field of that name, spelled alike.";

    public string HowToRetype(string wanted) => "Change the row's type, or register the schema that the model was trained with.";

    public string? WhyNoColumn(string name) => _shape.WhyNoColumn(name);

    public IEnumerable<string> Names => _shape.Columns.Select(c => c.Name).Concat(_shape.Vectors.Select(v => v.Name));

    public BoundColumn<TRow>? Find(string name) => _shape.Find(name) is { } column ? BoundColumn<TRow>.Of(column) : null;

    public BoundVector<TRow>? FindVector(string name) => _shape.FindVector(name) is { } column ? BoundVector<TRow>.Of(column) : null;
}

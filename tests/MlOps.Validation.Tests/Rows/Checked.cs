using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace MlOps.Rows;

/// <summary>Checks a row by both paths and insists that they agree.</summary>
internal static class Checked
{
    public static ImmutableArray<Violation> By<[DynamicallyAccessedMembers(RowMembers.All)] T>(Action<SchemaBuilder<T>> configure, T row)
    {
        var draft = SchemaBuilder<T>.Write(configure);
        return Both(new RowValidator<T>(draft), new RowValidator<T>(draft, compile: false), row);
    }

    public static ImmutableArray<Violation> Both<[DynamicallyAccessedMembers(RowMembers.All)] T>(
        RowValidator<T> compiled, RowValidator<T> interpreted, T row)
    {
        var found = interpreted.Check(row);
        Assert.Equal(found, compiled.Check(row));
        Assert.Equal(found.IsEmpty, compiled.IsClean(row));
        return found;
    }
}

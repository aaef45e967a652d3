using System.Text.Json;

namespace MlOps;

/// <summary>Golden predictions as their JSON says them. What a value is follows from its column, so the rows are read in a second step.</summary>
internal sealed record GoldenDocument(GoldenColumn[] Inputs, GoldenColumn[] Outputs, JsonElement Rows, string[]? Masked = null);

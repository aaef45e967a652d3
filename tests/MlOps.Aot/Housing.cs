namespace MlOps.Aot;

/// <summary>An enum, whose columns have no generic type of their own.</summary>
internal enum Housing
{
    Unknown,
    Rent,
    Own,
}

namespace MlOps.Validation.Schemas;

/// <summary>Truth values as a schema writes them among allowed values.</summary>
internal static class Booleans
{
    public const string True = "true";
    public const string False = "false";

    public static string Text(bool value) => value ? True : False;
}

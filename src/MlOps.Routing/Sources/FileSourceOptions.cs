namespace MlOps;

/// <summary>How a model's file is read.</summary>
public sealed class FileSourceOptions
{
    /// <summary>Whether the host looks for a new file while it runs and swaps to it. Default: false.</summary>
    public bool Watch { get; set; }

    /// <summary>How often it looks. Above zero and up to a day. Default: 1 second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The file's format, such as <c>mlnet</c>. Default: that of the model's one runtime.</summary>
    public string? Format { get; set; }
}

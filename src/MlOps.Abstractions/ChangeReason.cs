namespace MlOps;

/// <summary>Why a deployment changed. The history keeps it.</summary>
public sealed record ChangeReason
{
    /// <summary>Makes a reason.</summary>
    /// <param name="text">A sentence that still makes sense in a year; not empty.</param>
    /// <exception cref="ArgumentException">There is no text.</exception>
    public ChangeReason(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("A change says why: write a sentence that still makes sense in a year.", nameof(text));
        }

        Text = text;
    }

    /// <summary>The sentence.</summary>
    public string Text { get; }

    /// <summary>What it rests on, where there is anything.</summary>
    public Evidence? Evidence { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

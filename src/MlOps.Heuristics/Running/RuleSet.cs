using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MlOps.Heuristics.Rules;

namespace MlOps.Heuristics.Running;

/// <summary>The rules in force, in their order. Immutable, and replaced whole: a prediction reads one from start to end.</summary>
/// <param name="rules">The rules that are enabled.</param>
/// <param name="since">Since when they are in force.</param>
internal sealed class RuleSet<TInput, TOutput>(ImmutableArray<Rule<TInput, TOutput>> rules, DateTimeOffset since)
{
    public ImmutableArray<Rule<TInput, TOutput>> Rules => rules;

    /// <summary>A quick look of each rule, one after the other: the loop over rules that don't fire reads nothing else.</summary>
    public Func<TInput, TOutput, bool>[] Looks { get; } = [.. rules.Select(r => r.Layer.MayFire)];

    public DateTimeOffset Since => since;

    /// <summary>What tells the set from others.</summary>
    public string Digest { get; } = DigestOf(rules.Select(r => r.Text));

    /// <summary>The rules for people, in one line.</summary>
    public string Text { get; } = rules.IsEmpty ? "none" : string.Join(" > ", rules.Select(r => r.Text.Readable));

    // Each part with its length, so that none can be taken for two.
    private static string DigestOf(IEnumerable<RuleText> rules)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var rule in rules)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, rule.Parts.Count);
            hash.AppendData(length);
            foreach (var part in rule.Parts)
            {
                var bytes = Encoding.UTF8.GetBytes(part);
                BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
                hash.AppendData(length);
                hash.AppendData(bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace MlOps;

/// <summary>Numbers predictions of this process without a lock or an allocation; a number becomes text only when somebody reads it.</summary>
internal static class PredictionNumber
{
    private const long BlockSize = 1 << 16;

    // Sets this process apart from every other that writes into the same logs.
    private static readonly string Process = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8))
        .ToString("x16", CultureInfo.InvariantCulture);

    private static long _nextBlock;

    // Each thread takes a block of numbers at a time and counts through it alone.
    [ThreadStatic]
    private static long _next;

    public static long Next()
    {
        var number = _next;
        if (number % BlockSize == 0)
        {
            number = (Interlocked.Increment(ref _nextBlock) * BlockSize) + 1;
        }

        _next = number + 1;
        return number;
    }

    public static string Format(long number) => number == 0 ? "" : $"{Process}-{number.ToString("x", CultureInfo.InvariantCulture)}";
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace MlOps.Routing.Generations;

/// <summary>
/// Where a routing key falls for one candidate: XxHash3 over the UTF-8 of the model's name, a zero, the version as four bytes and the
/// key. The same on every host and in every release; another candidate spreads the keys anew, and a larger share keeps those it had.
/// </summary>
internal static class StickyHash
{
    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public static double Fraction(string model, int version, string key)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(model.Length) + 5 + Encoding.UTF8.GetMaxByteCount(key.Length);

        // The pool keeps what it is given back, so what nobody means as a key is none of it.
        var rented = longest is > 512 and <= 65_536 ? ArrayPool<byte>.Shared.Rent(longest) : null;
        var bytes = longest <= 512 ? stackalloc byte[512] : rented ?? new byte[longest];
        var length = Encoding.UTF8.GetBytes(model, bytes);
        bytes[length++] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[length..], version);
        length += 4;
        length += Encoding.UTF8.GetBytes(key, bytes[length..]);

        // The upper 53 bits are what a double holds exactly.
        var fraction = (XxHash3.HashToUInt64(bytes[..length]) >> 11) * (1.0 / (1UL << 53));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return fraction;
    }
}

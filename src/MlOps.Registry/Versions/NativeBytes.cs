using System.Runtime.InteropServices;

namespace MlOps.Registry.Versions;

/// <summary>
/// Bytes in memory that the garbage collector doesn't know. An array as large as a model is collected with the oldest objects: each load
/// would have all of the host's looked through, and stop its calls for that.
/// </summary>
internal sealed class NativeBytes : UnmanagedMemoryStream
{
    private readonly Block _block;

    private NativeBytes(Block block, long length, FileAccess access)
        : base(block, 0, length, access) => _block = block;

    /// <summary>Makes room for so many bytes, whose values are whatever was there before: write them before anybody reads them.</summary>
    public static NativeBytes Create(long length)
    {
        var block = new Block(length);
        return new(block, length, FileAccess.ReadWrite);
    }

    /// <summary>The first of them, to be read only. What is returned stands for these from now on, and is disposed instead.</summary>
    public NativeBytes ToRead(long length) => new(_block, length, FileAccess.Read);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            // Whoever is reading them at this moment keeps them until that is done.
            _block.Dispose();
        }
    }

    private sealed unsafe class Block : SafeBuffer
    {
        public Block(long length)
            : base(ownsHandle: true)
        {
            SetHandle((nint)NativeMemory.Alloc((nuint)length));
            Initialize((ulong)length);
        }

        protected override bool ReleaseHandle()
        {
            NativeMemory.Free((void*)handle);
            return true;
        }
    }
}

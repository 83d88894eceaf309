using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Federation.Hosting;

/// <summary>
/// Messages of gRPC that are compressed by gzip. What is unpacked is bounded as every message is: gRPC's own reader
/// bounds
/// only what was sent, and a few kilobytes may hold gigabytes.
/// </summary>
public sealed class MessageGzip(int maxBytes) : ICompressionProvider
{
    public const string Name = "gzip";

    /// <summary>The encodings that are taken, as they travel in <c>grpc-accept-encoding</c>.</summary>
    public const string Accepted = "identity,gzip";

    public string EncodingName => Name;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream) =>
        new BoundedStream(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), maxBytes);

    /// <summary>Unpacks a whole message.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED when it is too large, INTERNAL when it is damaged.</exception>
    public byte[] Unpack(ReadOnlyMemory<byte> packed)
    {
        using var source = new MemoryStream(packed.ToArray(), writable: false);
        using var stream = CreateDecompressionStream(source);
        var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>Reads to the end or to the bound, whichever comes first.</summary>
    private sealed class BoundedStream(Stream inner, int maxBytes) : Stream
    {
        private long total;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                var read = inner.Read(buffer, offset, count);
                total += read;
                return total <= maxBytes ? read : throw new RpcException(
                    new Status(StatusCode.ResourceExhausted, "The unpacked message is too large."));
            }
            catch (InvalidDataException e)
            {
                throw new RpcException(new Status(StatusCode.Internal, "The message is not compressed by gzip.", e));
            }
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

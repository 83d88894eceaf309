using System.IO.Compression;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Tests;

/// <summary>What modules and gateway make of messages that are compressed, in streams too.</summary>
public sealed class MessageGzipTests
{
    private static readonly MessageGzip Gzip = new(maxBytes: 1000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Message_UpToTheBound_ComesBackAsItWas(int size)
    {
        var message = Enumerable.Range(0, size).Select(i => (byte)(i % 251)).ToArray();
        Assert.Equal(message, Gzip.Unpack(Packed(message)));
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(64 << 20)]
    public void Message_LargerThanTheBound_IsRefusedBeforeItIsWhole(int size)
    {
        var packed = Packed(new byte[size]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<RpcException>(() => Gzip.Unpack(packed));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void Message_ThatIsNotCompressed_IsDamaged() =>
        Assert.Equal(
            StatusCode.Internal, Assert.Throws<RpcException>(() => Gzip.Unpack(new byte[] { 1, 2, 3 })).StatusCode);

    private static byte[] Packed(byte[] message)
    {
        var packed = new MemoryStream();
        using (var stream = Gzip.CreateCompressionStream(packed, CompressionLevel.Optimal))
            stream.Write(message);
        return packed.ToArray();
    }
}

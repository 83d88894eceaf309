using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Federation.Errors.V1;
using Federation.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Federation.Gateway;

/// <summary>
/// Reads the one message of a unary call before any of it is passed on. A gRPC server meets a damaged frame, a damaged
/// message or one too large before its interceptors run, and answers INTERNAL or UNKNOWN without details; so they end
/// here.
/// </summary>
internal static class UnaryFrame
{
    /// <summary>A byte that tells compression and four that tell the length.</summary>
    public const int PrefixBytes = 5;

    private const string EncodingHeader = "grpc-encoding";

    /// <summary>ENCODING_NOT_SUPPORTED, where the caller compresses its messages in a way that is not taken.</summary>
    public static Refusal? CheckEncoding(HttpContext context)
    {
        var encoding = context.Request.Headers[EncodingHeader].ToString();
        if (encoding is "" or "identity" or MessageGzip.Name)
            return null;
        context.Response.Headers.GrpcAcceptEncoding = MessageGzip.Accepted;
        return Refusal.EncodingNotSupported(EncodingHeader, encoding, MessageGzip.Accepted);
    }

    /// <summary>Reads the body and puts it back to be forwarded; or says why it is no message.</summary>
    public static async ValueTask<Refusal?> CheckAsync(HttpContext context, MessageParser parser, int maxBytes)
    {
        if (context.Request.ContentLength > maxBytes + PrefixBytes)
            return Refusal.TooLarge(maxBytes);
        var (frame, refusal) = await ReadAsync(context.Request.BodyReader, maxBytes, context.RequestAborted);
        if (refusal is null && IsPacked(frame.Span, context.Request.Headers))
            (frame, refusal) = Unpack(context.Request, frame, maxBytes);
        IMessage? message = null;
        if ((refusal ?? Check(frame, parser, out message)) is { } no)
            return no;
        if (message is not null)
            SeenCall.Of(context)?.Read(context.Request.Path.Value!, message);
        MemoryMarshal.TryGetArray(frame, out var array);
        context.Request.Body = new MemoryStream(array.Array!, array.Offset, array.Count, writable: false);
        return null;
    }

    private static async ValueTask<(ReadOnlyMemory<byte> Frame, Refusal? Refusal)> ReadAsync(
        PipeReader reader, int maxBytes, CancellationToken cancel)
    {
        ArrayBufferWriter<byte>? frame = null;
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            var length = (int)Math.Min(read.Buffer.Length, maxBytes + PrefixBytes + 1);
            frame ??= new ArrayBufferWriter<byte>(Math.Max(length, 256));
            read.Buffer.Slice(0, length).CopyTo(frame.GetSpan(length));
            frame.Advance(length);
            reader.AdvanceTo(read.Buffer.End);
            if (frame.WrittenCount > maxBytes + PrefixBytes
                || (frame.WrittenCount >= PrefixBytes && LengthOf(frame.WrittenSpan) > maxBytes))
                return (default, Refusal.TooLarge(maxBytes));
            if (read.IsCompleted)
                return (frame.WrittenMemory, null);
        }
    }

    private static bool IsPacked(ReadOnlySpan<byte> frame, IHeaderDictionary headers) =>
        frame.Length >= PrefixBytes && frame[0] == 1 && LengthOf(frame) == frame.Length - PrefixBytes
        && headers[EncodingHeader] == MessageGzip.Name;

    /// <summary>The same message as it was before it was compressed; the request is changed to say so.</summary>
    private static (ReadOnlyMemory<byte> Frame, Refusal? Refusal) Unpack(
        HttpRequest request, ReadOnlyMemory<byte> frame, int maxBytes)
    {
        byte[] message;
        try
        {
            message = new MessageGzip(maxBytes).Unpack(frame[PrefixBytes..]);
        }
        catch (RpcException e)
        {
            return (default, e.StatusCode == StatusCode.ResourceExhausted
                ? Refusal.TooLarge(maxBytes) : Damaged("it is not compressed by gzip, as its headers say"));
        }
        var unpacked = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(unpacked.AsSpan(1), message.Length);
        message.CopyTo(unpacked, PrefixBytes);
        request.Headers.Remove(EncodingHeader);
        if (request.ContentLength is not null)
            request.ContentLength = unpacked.Length;
        return (unpacked, null);
    }

    internal static Refusal? Check(ReadOnlyMemory<byte> frame, MessageParser parser, out IMessage? message)
    {
        message = null;
        if (frame.Length < PrefixBytes)
            return Damaged("the body ends before its five-byte prefix does");
        var prefix = frame.Span;
        if (prefix[0] == 1)
            return Damaged($"it is marked as compressed, and {EncodingHeader} does not say how");
        if (prefix[0] != 0 || LengthOf(prefix) != frame.Length - PrefixBytes)
            return Damaged("its prefix does not tell the length of the one message that follows");
        try
        {
            message = parser.ParseFrom(new ReadOnlySequence<byte>(frame[PrefixBytes..]));
            return null;
        }
        catch (InvalidProtocolBufferException e)
        {
            return Damaged(e.Message);
        }
    }

    private static uint LengthOf(ReadOnlySpan<byte> prefix) => BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);

    private static Refusal Damaged(string why) =>
        new(ErrorReason.FieldInvalid, $"The body is not the gRPC message that this RPC takes: {why}.")
        {
            Fields = [("body", why)],
        };
}

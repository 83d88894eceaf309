using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Federation.Hosting;

/// <summary>Reads the body of a JSON request whole, also when it is compressed by gzip, up to a bound.</summary>
internal static class RequestBody
{
    /// <summary>The encodings that are taken, as they travel.</summary>
    public const string Encodings = "gzip, identity";

    /// <exception cref="RefusalException">MESSAGE_TOO_LARGE, ENCODING_NOT_SUPPORTED or FIELD_INVALID.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpRequest request, int maxBytes, CancellationToken cancel)
    {
        if (request.ContentLength > maxBytes)
            throw new RefusalException(Refusal.TooLarge(maxBytes));
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return await ReadAsync(request.Body, maxBytes, cancel);
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            throw new RefusalException(Refusal.EncodingNotSupported("content-encoding", encoding, Encodings));
        await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return await ReadAsync(unpacked, maxBytes, cancel);
        }
        catch (InvalidDataException)
        {
            throw JsonBody.Unreadable("the body is not compressed by gzip, as its headers say");
        }
    }

    /// <summary>Whether the body is JSON in UTF-8 by its content type.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset)
            .Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads to the end, whatever was said of the length: what is unpacked may be longer than what was
    /// sent.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, int maxBytes, CancellationToken cancel)
    {
        var read = new MemoryStream();
        var part = new byte[4096];
        while (await body.ReadAsync(part, cancel) is > 0 and var count)
        {
            if (read.Length + count > maxBytes)
                throw new RefusalException(Refusal.TooLarge(maxBytes));
            read.Write(part, 0, count);
        }
        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }
}

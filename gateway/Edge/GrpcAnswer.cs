using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Federation.Gateway;

/// <summary>
/// A gRPC answer that the gateway makes itself: HTTP 200, trailers only. Any other HTTP status would be guessed at by
/// the client: 429, 502, 503 and 504 all become UNAVAILABLE there, 401 and 404 lose their reason.
/// </summary>
internal static class GrpcAnswer
{
    public const string ContentType = "application/grpc";
    public const string StatusHeader = "grpc-status";
    public const string MessageHeader = "grpc-message";
    public const string DetailsHeader = "grpc-status-details-bin";

    /// <summary>Whether a content type is gRPC's; <c>application/grpc-web</c> is another protocol.</summary>
    public static bool IsGrpc(string? contentType) =>
        contentType is not null && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');

    /// <summary>Writes the status as the headers of a response that has no body.</summary>
    public static void Write(HttpResponse response, Google.Rpc.Status status)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = ContentType;
        response.ContentLength = null;
        response.Headers[StatusHeader] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers[MessageHeader] = PercentEncode(status.Message);
        // Unpadded, as the protocol asks of who sends.
        response.Headers[DetailsHeader] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
    }

    /// <summary>Writes the status in place of an answer that has not started.</summary>
    public static void Replace(HttpResponse response, Google.Rpc.Status status)
    {
        response.Headers.Clear();
        Write(response, status);
    }

    /// <summary>Printable ASCII as it is, but for the percent sign; everything else as UTF-8 bytes, %XX.</summary>
    internal static string PercentEncode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var b in Encoding.UTF8.GetBytes(message))
            if (b is >= 0x20 and <= 0x7e and not (byte)'%')
                encoded.Append((char)b);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        return encoded.ToString();
    }
}

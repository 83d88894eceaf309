using System.Text.Json;

namespace Federation.Gateway;

/// <summary>The beginning of a JSON body, which is looked at for the request id. It is not kept beyond the
/// call.</summary>
internal sealed class JsonHead
{
    private const int MaxBytes = 4096;
    private byte[] head = [];
    private int length;

    /// <summary>The text of <c>requestId</c> or <c>request_id</c> at the top of the body; null where it is not in the
    /// first 4096 bytes, or they are no JSON.</summary>
    public string? FindRequestId()
    {
        try
        {
            var reader = new Utf8JsonReader(head.AsSpan(0, length), isFinalBlock: false, state: default);
            while (reader.Read())
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName
                    && (reader.ValueTextEquals("requestId"u8) || reader.ValueTextEquals("request_id"u8)))
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The module says what is wrong with the body.
        }
        return null;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..Math.Min(bytes.Length, MaxBytes - length)];
        if (part.IsEmpty)
            return;
        if (head.Length < length + part.Length)
            Array.Resize(ref head, Math.Min(MaxBytes, Math.Max(512, 2 * (length + part.Length))));
        part.CopyTo(head.AsSpan(length));
        length += part.Length;
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Federation.Hosting;

namespace Federation.Identity;

/// <summary>What a browser keeps for us until it comes back, under our seal: it can neither read nor change
/// it.</summary>
internal sealed class TimedSeals(AllianceKey alliance, TimeProvider time)
{
    private const int TimeBytes = 8;
    private readonly byte[] key = alliance.Derive("timed-seals");

    /// <param name="about">What it is for, and whose it is: it is opened with the same alone.</param>
    /// <param name="text">What is kept.</param>
    public string Seal(string about, string text)
    {
        var plain = new byte[TimeBytes + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt64BigEndian(plain, time.GetUtcNow().ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(text, plain.AsSpan(TimeBytes));
        return Base64Url.EncodeToString(SealedBytes.Seal(key, plain, about));
    }

    /// <param name="about">As it was sealed.</param>
    /// <param name="kept">What the browser brings.</param>
    /// <param name="life">How old it may be.</param>
    /// <returns>The text; null where it is too old, about something else, or not ours.</returns>
    public string? Open(string about, string? kept, TimeSpan life)
    {
        if (string.IsNullOrEmpty(kept) || !Base64Url.IsValid(kept)
            || SealedBytes.Open(key, Base64Url.DecodeFromChars(kept), about) is not { } plain)
            return null;
        var made = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain));
        return time.GetUtcNow() - made <= life ? Encoding.UTF8.GetString(plain.AsSpan(TimeBytes)) : null;
    }
}

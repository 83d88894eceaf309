using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Federation.Hosting;

namespace Federation.Identity;

/// <summary>What a passkey's challenge was, kept by the browser under our seal until it answers.</summary>
internal sealed class PasskeyStates(AllianceKey alliance, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private const string About = "passkey";
    private const int TimeBytes = 8;
    private readonly byte[] key = alliance.Derive("passkey-states");

    public string Seal(string? state)
    {
        var plain = new byte[TimeBytes + Encoding.UTF8.GetByteCount(state ?? "")];
        BinaryPrimitives.WriteInt64BigEndian(plain, time.GetUtcNow().ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(state ?? "", plain.AsSpan(TimeBytes));
        return Base64Url.EncodeToString(SealedBytes.Seal(key, plain, About));
    }

    /// <returns>The state; null where it is too old or not ours.</returns>
    public string? Open(string? cookie)
    {
        if (cookie is null || !Base64Url.IsValid(cookie)
            || SealedBytes.Open(key, Base64Url.DecodeFromChars(cookie), About) is not { } plain)
            return null;
        var made = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(plain));
        return time.GetUtcNow() - made <= Life ? Encoding.UTF8.GetString(plain.AsSpan(TimeBytes)) : null;
    }
}

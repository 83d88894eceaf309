using System.Security.Cryptography;
using Federation.Hosting;
using Federation.Rules;

namespace Federation.Rewards;

/// <summary>Keeps what must not be known of draws: their secrets until they are drawn, and for ever whose a pseudonym
/// is. The two have nothing in common, so a published secret names nobody.</summary>
internal sealed class DrawSeal(AllianceKey key)
{
    private const int PseudonymBytes = 16;
    private readonly byte[] sealing = key.Derive("draw-secrets");
    private readonly byte[] naming = key.Derive("draw-pseudonyms");

    /// <summary>A new secret: what is published of it, and itself, encrypted.</summary>
    public (byte[] Commitment, byte[] Sealed) New(DrawId draw)
    {
        var secret = RandomNumberGenerator.GetBytes(DrawSeeds.SecretBytes);
        return (
            DrawSeeds.CommitmentOf(draw.ToString(), secret), SealedBytes.Seal(sealing, secret, draw.ToString()));
    }

    /// <exception cref="InvalidOperationException">It was changed, or encrypted with another key.</exception>
    public byte[] Open(DrawRow draw) => SealedBytes.Open(sealing, draw.Secret, draw.Name.ToString())
        ?? throw new InvalidOperationException(
            $"The secret of {draw.Name} was not encrypted with the alliance's key, or was changed.");

    /// <summary>Who a member is in a draw, and in no other.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    public byte[] PseudonymOf(DrawId draw, ReadOnlySpan<byte> member) => HMACSHA256.HashData(
        naming, TextHash.Of(draw.ToString(), Convert.ToHexString(member)))[..PseudonymBytes];
}

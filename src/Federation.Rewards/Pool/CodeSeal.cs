using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;

namespace Federation.Rewards;

/// <summary>Encrypts the codes of pools: a copy of the database tells none.</summary>
internal sealed class CodeSeal(AllianceKey key)
{
    private readonly byte[] sealing = key.Derive("reward-codes");
    private readonly byte[] hashing = key.Derive("reward-code-hashes");

    /// <summary>By what a code is found again in the pool of a reward.</summary>
    public byte[] HashOf(RewardId reward, string code) =>
        HMACSHA256.HashData(hashing, Encoding.UTF8.GetBytes($"{reward} {code}"));

    /// <summary>A code of a pool, encrypted.</summary>
    public RewardCodeRow Seal(RewardId reward, string code, Guid id) => new()
    {
        Id = id,
        PartnerId = reward.PartnerId,
        RewardId = reward.Id,
        Hash = HashOf(reward, code),
        Content = SealedBytes.Seal(sealing, Encoding.UTF8.GetBytes(code), About(reward, id)),
    };

    /// <exception cref="InvalidOperationException">It was changed, or encrypted with another key.</exception>
    public string Open(RewardCodeRow code) =>
        SealedBytes.Open(sealing, code.Content, About(code.Reward, code.Id)) is { } plain
            ? Encoding.UTF8.GetString(plain)
            : throw new InvalidOperationException(
                $"The code {code.Id} of {code.Reward} was not encrypted with the alliance's key, or was changed.");

    private static string About(RewardId reward, Guid id) => $"{reward} {id:D}";
}

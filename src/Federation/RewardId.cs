using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>What a brand gives for its coins, by its name <c>partners/{p}/rewards/{id}</c>.</summary>
/// <param name="PartnerId">The brand's id.</param>
/// <param name="Id">The reward's id among the brand's.</param>
public readonly record struct RewardId(string PartnerId, string Id)
{
    public static bool TryParse([NotNullWhen(true)] string? name, out RewardId reward)
    {
        var good = ResourceNames.TryReward(name, out var partner, out var id);
        reward = good ? new RewardId(partner!, id!) : default;
        return good;
    }

    public override string ToString() => ResourceNames.Reward(PartnerId, Id);
}

using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>A reward that a member has redeemed, by its name <c>partners/{p}/redemptions/{uuid}</c>.</summary>
/// <param name="PartnerId">The brand's id.</param>
/// <param name="Id">Made of the request: a retry is the same redemption.</param>
public readonly record struct RedemptionId(string PartnerId, Guid Id)
{
    /// <summary>Reads a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static RedemptionId Parse(string name) => TryParse(name, out var redemption)
        ? redemption
        : throw new ArgumentException($"'{name}' is no redemption's name.", nameof(name));

    public static bool TryParse([NotNullWhen(true)] string? name, out RedemptionId redemption)
    {
        var good = ResourceNames.TryRedemption(name, out var partner, out var id);
        redemption = good ? new RedemptionId(partner!, id) : default;
        return good;
    }

    public override string ToString() => ResourceNames.Redemption(PartnerId, Id);
}

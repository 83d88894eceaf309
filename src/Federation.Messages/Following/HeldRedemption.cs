using Federation.Ledger.V1;
using Federation.Rewards.V1;

namespace Federation.Messages;

/// <summary>A redemption that the log says is held. Pure.</summary>
/// <param name="Journal">The journal that holds it.</param>
/// <param name="Id">The redemption.</param>
/// <param name="Member">The member.</param>
/// <param name="Detail">What the journal says.</param>
internal sealed record HeldRedemption(Journal Journal, RedemptionId Id, MemberId Member, RedemptionDetail Detail)
{
    /// <summary>Those that a range of the log begins to hold.</summary>
    /// <param name="journals">Journals of whole groups: what belongs together is there together.</param>
    public static IEnumerable<HeldRedemption> Of(IReadOnlyList<Journal> journals)
    {
        var members = new Lazy<Dictionary<string, MemberId>>(() => journals
            .Where(j => j.Kind == JournalKind.Redeem && j.Bundle.Length > 0)
            .SelectMany(CoinChange.Of).DistinctBy(c => c.Journal.Bundle)
            .ToDictionary(c => c.Journal.Bundle, c => c.Member, StringComparer.Ordinal));
        foreach (var journal in journals.Where(j => j.Kind == JournalKind.Reward))
            if (journal.Detail?.TryUnpack<RedemptionDetail>(out var detail) == true
                && detail.State == RedemptionState.Held
                && RedemptionId.TryParse(detail.Redemption, out var id)
                && members.Value.TryGetValue(journal.Name, out var member))
                yield return new HeldRedemption(journal, id, member, detail);
    }
}

using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>What a member has to do with a programme's referrals.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Offer">What the rules in force offer; null: nothing any more.</param>
/// <param name="Referrals">Those of which the member is a side, the latest first.</param>
/// <param name="IsCut">Whether there are more.</param>
/// <param name="Given">What rewards were decided to be, by the name of the decision.</param>
internal sealed record InviteView(
    Federation.Programs.V1.Program Program, ReferralOffer? Offer, IReadOnlyList<Referral> Referrals, bool IsCut,
    IReadOnlyDictionary<string, Evaluation> Given)
{
    /// <summary>What names it within the page.</summary>
    public string Id => Program.Name.Replace('/', '-');

    /// <summary>Whose it is, <c>partners/{p}</c>.</summary>
    public string Partner => MemberPrograms.PartnerOf(Program);

    /// <summary>Those whom the member brought.</summary>
    public IEnumerable<Referral> Brought => Referrals.Where(r => r.Referrer == ResourceNames.Me);

    /// <summary>The one by which the member came.</summary>
    public Referral? Own => Referrals.FirstOrDefault(r => r.Referred == ResourceNames.Me);

    /// <summary>What the member itself got by a referral.</summary>
    public static ReferralReward? RewardOf(Referral referral) =>
        referral.Referrer == ResourceNames.Me ? referral.ReferrerReward : referral.ReferredReward;
}

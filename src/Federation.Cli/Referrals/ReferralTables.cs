using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Referrals as tables.</summary>
internal static class ReferralTables
{
    public static Table Of(ReferralCode code) => Tables.Of("code", "member", "programme", "made")
        .Row(code.Code, code.Member, code.Program, code.CreateTime);

    public static Table Of(IEnumerable<Referral> referrals)
    {
        var table = Tables.Of(
            "referral", "state", "referrer", "its reward", "new member", "its reward", "code given", "order by", "why");
        foreach (var r in referrals)
            table.Row(
                r.Name, r.State, r.Referrer, r.ReferrerReward?.State, r.Referred, r.ReferredReward?.State, r.UseTime,
                r.OrderByTime, r.Lapse == ReferralLapse.Unspecified ? null : r.Lapse);
        return table;
    }
}

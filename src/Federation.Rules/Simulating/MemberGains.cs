using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Federation.Rules;

/// <summary>Who would have got more, and who less.</summary>
/// <param name="worths">What coins are worth of which a record says nothing; others are worth nothing.</param>
/// <param name="unitsPerMinorUnit">Settlement units for each minor unit.</param>
internal sealed class MemberGains(IEnumerable<CoinWorth> worths, long unitsPerMinorUnit)
{
    private const int Shown = 20;

    private readonly Dictionary<string, long> worths =
        worths.ToDictionary(w => w.Coin, w => w.OnValueUnits, StringComparer.Ordinal);

    private readonly Dictionary<ByteString, MemberGain> members = [];

    /// <param name="facts">What the order was decided by: its member, and what coins were worth.</param>
    /// <param name="then">What it was given.</param>
    /// <param name="now">What it would have been given.</param>
    public void Add(Facts facts, Evaluation then, Evaluation now)
    {
        if (!members.TryGetValue(facts.Member.Id, out var gain))
            members[facts.Member.Id] = gain = new MemberGain();
        gain.Orders++;
        gain.Gain += WorthOf(now, facts.Coins) - WorthOf(then, facts.Coins);
    }

    public void Write(SimulationReport report)
    {
        report.Members = members.Count;
        report.GainingMembers = members.Values.Count(m => m.Gain > 0);
        report.LosingMembers = members.Values.Count(m => m.Gain < 0);
        report.LargestGains.Add(members.Where(m => m.Value.Gain > 0).OrderByDescending(m => m.Value.Gain)
            .ThenBy(m => Hex(m.Key), StringComparer.Ordinal).Take(Shown).Select(ToMessage));
        report.LargestLosses.Add(members.Where(m => m.Value.Gain < 0).OrderBy(m => m.Value.Gain)
            .ThenBy(m => Hex(m.Key), StringComparer.Ordinal).Take(Shown).Select(ToMessage));
    }

    private Int128 WorthOf(Evaluation evaluation, RepeatedField<CoinWorth> decidedBy)
    {
        Int128 worth = 0;
        foreach (var award in evaluation.Awards)
        {
            worth += (Int128)award.DiscountMinorUnits * unitsPerMinorUnit;
            if (award.Coins is { } coins)
                worth += (Int128)coins.Units * OnValueOf(coins.Coin, decidedBy);
        }
        return worth;
    }

    private long OnValueOf(string coin, RepeatedField<CoinWorth> decidedBy)
    {
        foreach (var worth in decidedBy)
            if (worth.Coin == coin)
                return worth.OnValueUnits;
        return worths.GetValueOrDefault(coin);
    }

    private SimulatedMember ToMessage(KeyValuePair<ByteString, MemberGain> member) => new()
    {
        Member = member.Key,
        Orders = member.Value.Orders,
        GainMinorUnits = checked((long)(member.Value.Gain / unitsPerMinorUnit)),
    };

    private static string Hex(ByteString id) => Convert.ToHexString(id.Span);
}

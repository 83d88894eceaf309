using System.Numerics;
using Federation.Programs.V1;
using NodaTime;

namespace Federation.Rules.Tests;

/// <summary>A member's level in a tier scheme. Levels are counted from 0 here, periods back from the current
/// one.</summary>
internal sealed class Levels(Situation situation, string id)
{
    private readonly TierScheme scheme = situation.Terms.TierSchemes.Single(s => s.Id == id);
    private readonly LocalDate day = new ProgramClock(situation.Terms).DayOf(situation.Facts.DecideTime);

    public TierLevel Today => scheme.Levels[Index];

    /// <summary>What was counted in the current period.</summary>
    public BigInteger Counted => scheme.Period == TierPeriod.LastDays
        ? Enumerable.Range(0, scheme.Days).Sum(back => On(day.PlusDays(-back))) : Q(0);

    public TierStanding Standing
    {
        get
        {
            var next = scheme.Levels.ElementAtOrDefault(Index + 1);
            return new TierStanding
            {
                Scheme = scheme.Id,
                Level = Today.Id,
                Counted = (long)Counted,
                NextLevel = next?.Id ?? "",
                Missing = next is null ? 0 : (long)BigInteger.Max(0, next.Threshold - Counted),
            };
        }
    }

    private int Index => Math.Max(Reached, Granted);

    private int Reached
    {
        get
        {
            if (scheme.Period == TierPeriod.LastDays)
                return L(Counted);
            var isGrace = Start(0) is { } start && day.Number() - start.Number() < scheme.GraceDays;
            return isGrace ? Math.Max(Level(0), Level(1)) : Level(0);
        }
    }

    private int Granted => situation.Facts.Member!.TierGrants
        .Where(g => g.Scheme == scheme.Id && g.FromDate.Day() <= day && day < g.ToDate.Day())
        .Select(g => scheme.Levels.ToList().FindIndex(l => l.Id == g.Level)).DefaultIfEmpty(0).Max();

    /// <summary>The period that begins with a scheme's first day so many periods back; none before a member
    /// joined.</summary>
    public static LocalDate? Start(TierScheme scheme, LocalDate day, int back, Situation situation)
    {
        if (scheme.Period == TierPeriod.LastDays)
            return day.PlusDays(-back);
        if (scheme.Period != TierPeriod.MemberYear)
            return Periods.FirstDay(Periods.Of(scheme.Period), day).PlusMonths(-back * Periods.Months(scheme.Period));
        var joined = new ProgramClock(situation.Terms).DayOf(situation.Facts.Member!.JoinTime);
        var starts = Enumerable.Range(0, 200).Select(years => joined.PlusYears(years)).Where(s => s <= day).ToList();
        return back < starts.Count ? starts[^(back + 1)] : null;
    }

    private LocalDate? Start(int back) => Start(scheme, day, back, situation);

    private int Level(int back)
    {
        if (!scheme.FallsByOneLevel)
            return Basic(back);
        var first = back + scheme.Levels.Count;
        var level = Basic(first);
        for (var period = first - 1; period >= back; period--)
            level = Math.Max(Basic(period), level - 1);
        return level;
    }

    private int Basic(int back) => Enumerable.Range(back, scheme.ValidityPeriods + 1).Max(period => L(Q(period)));

    private BigInteger Q(int back) => Start(back) is { } start ? On(start) : 0;

    private BigInteger On(LocalDate start) => situation.Tally("tiers/" + scheme.Id, Per.Member, start.Number());

    private int L(BigInteger count) => scheme.Levels.Count(l => l.Threshold <= count) - 1;
}

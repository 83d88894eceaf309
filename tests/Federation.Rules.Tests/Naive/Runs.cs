using System.Globalization;
using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The member's run of check-ins.</summary>
internal sealed class Runs
{
    private readonly Situation situation;
    private readonly bool wasRepaired;
    private readonly bool isRepaired;

    public Runs(Situation situation)
    {
        this.situation = situation;
        if (situation.Event?.Type.Kind != EventKind.CheckIn)
            return;
        wasRepaired = situation.Tally("check-ins/repaired", Per.Member, 0) == 1;
        var before = situation.Tally("check-ins/run", Per.Member, 0);
        var last = situation.Tally("check-ins/day", Per.Member, 0);
        var today = situation.Day.Number();
        var isFirst = before == 0;
        if (!isFirst && today <= last)
            return;
        var goesOn = !isFirst && today == last + 1;
        var isRepairedNow = !isFirst && today == last + 2 && !wasRepaired && situation.Terms.CheckIns?.Repair == true;
        Days = goesOn || isRepairedNow ? before + 1 : 1;
        isRepaired = isRepairedNow || (goesOn && wasRepaired);
    }

    /// <summary>The days in it with this one; 0 if this one is before its last day, or no check-in.</summary>
    public BigInteger Days { get; }

    /// <summary>The key of tables: the day of the run, beginning at 1 again after each cycle.</summary>
    public string Key
    {
        get
        {
            if (Days == 0)
                return "";
            var day = Days;
            for (var cycle = situation.Terms.CheckIns?.CycleDays ?? 0; cycle > 0 && day > cycle;)
                day -= cycle;
            return day.ToString(CultureInfo.InvariantCulture);
        }
    }

    public IEnumerable<TallyMove> Moves()
    {
        if (Days == 0)
            yield break;
        yield return Move("check-ins/run", (long)Days);
        yield return Move("check-ins/day", situation.Day.Number());
        if (isRepaired != wasRepaired)
            yield return Move("check-ins/repaired", isRepaired ? 1 : 0);
    }

    private static TallyMove Move(string definition, long value) => new()
    {
        Key = new TallyKey { Definition = definition, Per = Per.Member, Period = 0 },
        Set = value,
        Exact = true,
    };
}

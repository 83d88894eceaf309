using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace Federation.Rules.Tests;

/// <summary>What random rules are made for: the rule set so far, and the time of the order.</summary>
internal sealed record RandomFrame(Dice Dice, RuleSetTerms Terms, Timestamp Time)
{
    public LocalDate Day => new ProgramClock(Terms).DayOf(Time);

    public LocalDateTime WallClock => new ProgramClock(Terms).WallClock(Time);
}

using Google.Protobuf.WellKnownTypes;

namespace Federation.Rules;

/// <summary>What a brand chooses for what it sets up besides a template's rules.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Terms">What it chooses for the rules.</param>
public sealed record SetupChoice(ProgramId Program, TemplateChoice Terms)
{
    /// <summary>The brand, <c>partners/{p}</c>.</summary>
    internal string Brand => ResourceNames.Partner(Program.PartnerId);

    /// <summary>When the n-th day after the first day begins.</summary>
    internal Timestamp AfterDays(int days) =>
        new ProgramCalendar(Terms.TimeZone, 0).StartOf(Days.Of(Terms.Start) + days);
}

namespace Federation.Programs;

/// <summary>What an order needs to know of its member.</summary>
/// <param name="Program">The programme.</param>
/// <param name="Member">The id by which the brand sees the member.</param>
/// <param name="Segments">The ids of the segments that the rule set names.</param>
/// <param name="Levels">Whether the rule set has levels.</param>
/// <param name="Day">The programme's day on which it is asked.</param>
internal sealed record MemberAsk(
    ProgramId Program, Guid Member, IReadOnlyList<string> Segments, bool Levels, int Day);

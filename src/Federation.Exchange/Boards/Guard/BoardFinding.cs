using System.Diagnostics;
using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>What the checks of a board come to that is to be proposed.</summary>
internal abstract record BoardFinding
{
    private BoardFinding()
    {
    }

    /// <summary>It may be proposed.</summary>
    /// <param name="Guard">The checks, whose findings are kept with the board.</param>
    public sealed record Sound(BoardGuard Guard) : BoardFinding;

    /// <summary>It may not.</summary>
    public sealed record Refused(Refusal Refusal) : BoardFinding;

    /// <exception cref="RefusalException">The board is refused.</exception>
    public BoardGuard OrThrow() => this switch
    {
        Sound sound => sound.Guard,
        Refused refused => throw new RefusalException(refused.Refusal),
        _ => throw new UnreachableException(),
    };
}

namespace Federation.Testing;

/// <summary>A brand's figures of a replay: coins of the brand; the position in settlement units.</summary>
public sealed record ExpectedFigures(
    long Earned, long SpentOut, long RedeemedIn, long ClawedBack, long ReceivableOpen, long ReceivablePaid,
    long Expired,
    long Outstanding, long Position);

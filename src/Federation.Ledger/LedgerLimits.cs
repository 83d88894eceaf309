namespace Federation.Ledger;

/// <summary>
/// Bounds on what one command loads and writes, so that nobody makes commands so large that they fail or keep others
/// waiting. All are far beyond what a member does: a lot for each day of five years, a thousand tills that hold coins
/// at once.
/// </summary>
internal static class LedgerLimits
{
    /// <summary>The most parts of open holds in one wallet; a hold has one for each lot that it takes from.</summary>
    public const int HeldParts = 1000;

    /// <summary>The most lots of one wallet that new coins make.</summary>
    public const int Lots = 2000;

    /// <summary>The most lots of one wallet that coins which come back make.</summary>
    public const int LotsGivenBack = 4000;

    /// <summary>The most earnings that name one purchase.</summary>
    public const int Earnings = 100;

    /// <summary>The most entries of a journal. A refund books up to three for each, within <see
    /// cref="EntriesOfUndoing"/>.</summary>
    public const int Entries = 8000;

    /// <summary>The most entries of a journal that undoes another: as many as have a line.</summary>
    public const int EntriesOfUndoing = short.MaxValue;

    /// <summary>How many parts of ended holds a command may always release.</summary>
    public const int OwnCatchUp = 8;

    /// <summary>How many parts of ended holds the commands of one group release beyond that, together.</summary>
    public const int SharedCatchUp = 500;

    /// <summary>How much of <see cref="SharedCatchUp"/> one step of the sweep may use. The sweep comes back for the
    /// rest: small steps keep other brands' commands from waiting for its groups.</summary>
    public const int SweepCatchUp = 40;
}

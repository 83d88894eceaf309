namespace Federation.Ledger.Tests;

/// <summary>The clock moves; back where negative.</summary>
internal sealed record TimeMoves(TimeSpan By) : Happening
{
    public override string ToString() => $"time {(By < TimeSpan.Zero ? "-" : "+")}{When.TextOf(By.Duration())}";
}

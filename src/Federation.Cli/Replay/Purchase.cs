namespace Federation.Cli;

/// <summary>One row: a purchase, or a refund where the amount is negative.</summary>
/// <param name="Line">The number of the row's line in the file, from 1.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="AmountPence">Pence.</param>
internal sealed record Purchase(int Line, string Id, DateTimeOffset Time, string Member, Brand Brand, long AmountPence)
{
    public DateOnly Day => DateOnly.FromDateTime(Time.UtcDateTime);
}

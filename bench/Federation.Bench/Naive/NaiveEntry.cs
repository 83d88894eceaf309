namespace Federation.Bench;

internal sealed class NaiveEntry
{
    public Guid Id { get; set; }

    public int Wallet { get; set; }

    public long Units { get; set; }

    public Guid RequestId { get; set; }
}

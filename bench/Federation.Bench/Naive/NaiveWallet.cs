namespace Federation.Bench;

internal sealed class NaiveWallet
{
    public int Id { get; set; }

    public long Balance { get; set; }
}

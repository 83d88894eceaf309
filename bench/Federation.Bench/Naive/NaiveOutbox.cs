namespace Federation.Bench;

internal sealed class NaiveOutbox
{
    public Guid Id { get; set; }

    public string Payload { get; set; } = "";
}

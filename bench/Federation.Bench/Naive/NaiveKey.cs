namespace Federation.Bench;

internal sealed class NaiveKey
{
    public Guid RequestId { get; set; }

    public string Response { get; set; } = "";
}

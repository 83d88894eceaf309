using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>Whether all who take part in a payment are there, may, and are at work.</summary>
internal abstract record Agreement
{
    private Agreement()
    {
    }

    public sealed record Reached(Parties Parties) : Agreement;

    public sealed record Refused(Refusal Refusal) : Agreement;
}

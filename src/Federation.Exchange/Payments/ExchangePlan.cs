using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>What an exchange is to book, or why it is refused.</summary>
internal abstract class ExchangePlan
{
    /// <summary>Why it is refused; then there is nothing to book.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What to book. Per asset the legs sum to zero.</summary>
    public IReadOnlyList<Leg> Legs { get; protected init; } = [];

    /// <summary>How it was reckoned.</summary>
    public ExchangeDetail? Detail { get; protected init; }

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    protected PostRequest ToPost(string requestId, byte[] fingerprint, string externalReference)
    {
        var post = new PostRequest
        {
            RequestId = requestId,
            Fingerprint = UnsafeByteOperations.UnsafeWrap(fingerprint),
            Kind = JournalKind.Exchange,
            ExternalReference = externalReference,
            Refusal = Refusal?.ToOutcome(),
            Detail = Detail is null ? null : Any.Pack(Detail),
        };
        post.Legs.AddRange(Legs);
        return post;
    }
}

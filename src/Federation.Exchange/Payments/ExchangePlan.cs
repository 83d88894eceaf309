using System.Diagnostics;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>What an exchange books, or why it is refused: one of the two records below.</summary>
internal abstract record ExchangePlan
{
    private ExchangePlan()
    {
    }

    /// <summary>Whether it was made from a look at the member's wallets, which may have changed since.</summary>
    public bool LookedAtWallets { get; init; }

    /// <summary>It is to be booked.</summary>
    /// <param name="Detail">How it was calculated.</param>
    /// <param name="Legs">The entries; per asset they sum to zero. None for a capture, which the ledger books from the
    /// detail.</param>
    public sealed record Planned(ExchangeDetail Detail, IReadOnlyList<Leg> Legs) : ExchangePlan
    {
        /// <summary>What may be used once: the pay code, the quote.</summary>
        public IReadOnlyList<Consumption> Consumes { get; init; } = [];
    }

    /// <summary>It is refused, and the ledger remembers that as the answer to the command.</summary>
    public sealed record Refused(Refusal Refusal) : ExchangePlan;

    /// <exception cref="RefusalException">It is refused.</exception>
    public Planned OrThrow() => this switch
    {
        Planned planned => planned,
        Refused refused => throw new RefusalException(refused.Refusal),
        _ => throw new UnreachableException(),
    };

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    public PostRequest ToPost(string requestId, byte[] fingerprint, string externalReference)
    {
        var post = new PostRequest
        {
            RequestId = requestId,
            Fingerprint = UnsafeByteOperations.UnsafeWrap(fingerprint),
            Kind = JournalKind.Exchange,
            ExternalReference = externalReference,
            Planned = LookedAtWallets,
        };
        switch (this)
        {
            case Planned planned:
                post.Detail = Any.Pack(planned.Detail);
                post.Merchant = planned.Detail.Merchant;
                post.Legs.AddRange(planned.Legs);
                post.Consumes.AddRange(planned.Consumes);
                break;
            case Refused refused:
                post.Refusal = refused.Refusal.ToOutcome();
                break;
        }
        return post;
    }
}

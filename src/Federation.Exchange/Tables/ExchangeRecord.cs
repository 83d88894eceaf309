namespace Federation.Exchange;

/// <summary>An exchange as the list knows it: a copy of its journal in the ledger.</summary>
internal sealed class ExchangeRecord
{
    /// <summary>How many coins may be given in one payment.</summary>
    public const int MaxSources = 64;

    public required Guid JournalId { get; init; }

    public required long GroupNumber { get; init; }

    /// <summary>The place within the group, among the exchanges and their corrections.</summary>
    public required int Position { get; init; }

    /// <summary>The member's internal id.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>The issuers of the coins that the member gave.</summary>
    public required PartnerSet SourcePartners { get; init; }

    /// <summary>The issuer of the coins that they became: the brand of the till, where there is one.</summary>
    public required string TargetPartnerId { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    public required string ExternalReference { get; init; }

    /// <summary>The journal's <see cref="V1.ExchangeDetail"/>, serialized.</summary>
    public required byte[] Detail { get; init; }

    /// <summary>How many of the redeemed units were given back since; of a conversion, of those that the member
    /// got.</summary>
    public long RefundedUnits { get; init; }
}

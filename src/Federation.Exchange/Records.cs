namespace Federation.Exchange;

/// <summary>An exchange as the list knows it: a copy of its journal in the ledger.</summary>
internal sealed class ExchangeRecord
{
    public required Guid JournalId { get; init; }

    public required long GroupNumber { get; init; }

    /// <summary>The place within the group, among the exchanges and their corrections.</summary>
    public required int Position { get; init; }

    /// <summary>The member's internal id.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>The issuers of the coins that the member gave, sorted, with spaces between.</summary>
    public required string SourcePartnerIds { get; init; }

    /// <summary>The issuer of the coins that they became: the brand of the till, where there is one.</summary>
    public required string TargetPartnerId { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    public required string ExternalReference { get; init; }

    /// <summary>The journal's <see cref="V1.ExchangeDetail"/>, serialized.</summary>
    public required byte[] Detail { get; init; }

    /// <summary>How many of the redeemed units were given back since; of a conversion, of those that the member got.</summary>
    public long RefundedUnits { get; init; }
}

/// <summary>That a brand took part in an exchange: one seek finds a brand's page, whichever side it was on.</summary>
internal sealed class PartyRecord
{
    public required string PartnerId { get; init; }

    public required long GroupNumber { get; init; }

    public required int Position { get; init; }
}

/// <summary>How far a list has followed the ledger.</summary>
internal sealed class CursorRecord
{
    /// <summary>The name of the list of exchanges.</summary>
    public const string Exchanges = "exchanges";

    public required string Name { get; init; }

    /// <summary>The last group that the list covers.</summary>
    public long GroupNumber { get; init; }
}

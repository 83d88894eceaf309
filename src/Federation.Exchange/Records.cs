namespace Federation.Exchange;

/// <summary>A board. Nothing of it changes but that it is approved once.</summary>
internal sealed class BoardRecord
{
    public required long Number { get; init; }

    public required int FeeBasisPoints { get; init; }

    public required string Currency { get; init; }

    public required string Proposer { get; init; }

    /// <summary>Null before it was approved.</summary>
    public string? Approver { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    public required List<BoardValueRecord> Values { get; init; }
}

/// <summary>A coin's values on a board.</summary>
internal sealed class BoardValueRecord
{
    public long BoardNumber { get; init; }

    public required string CoinId { get; init; }

    public required long AsksUnits { get; init; }

    public required long PaysUnits { get; init; }
}

/// <summary>That a board is in force from a moment on. A board may be published several times.</summary>
internal sealed class PublicationRecord
{
    /// <summary>1, 2, 3 and so on, without gaps, in the order in which publications were decided.</summary>
    public required long Sequence { get; init; }

    public required long BoardNumber { get; init; }

    /// <summary>From when on, in alliance time; never before that of an earlier publication.</summary>
    public required DateTimeOffset PublishTime { get; init; }

    /// <summary>When it was asked for, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }
}

/// <summary>An exchange as the list knows it: a copy of its journal in the ledger.</summary>
internal sealed class ExchangeRecord
{
    public required Guid JournalId { get; init; }

    public required long GroupNumber { get; init; }

    /// <summary>The place within the group, among the exchanges and their corrections.</summary>
    public required int Position { get; init; }

    /// <summary>The member's internal id.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>The issuer of the coins that the member gave.</summary>
    public required string SourcePartnerId { get; init; }

    /// <summary>The brand of the till.</summary>
    public required string TillPartnerId { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    public required string ExternalReference { get; init; }

    /// <summary>The journal's <see cref="V1.ExchangeDetail"/>, serialized.</summary>
    public required byte[] Detail { get; init; }

    /// <summary>How many of the redeemed units were given back since.</summary>
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

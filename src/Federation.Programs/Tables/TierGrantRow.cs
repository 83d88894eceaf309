namespace Federation.Programs;

/// <summary>A level that was granted to a member for some days. Nothing of it changes but that it is revoked. Whether
/// one that an order gives counts, the ledger knows (<see cref="LevelTally"/>): the row is written before.</summary>
internal sealed class TierGrantRow
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The id by which the brand sees the member.</summary>
    public required Guid Member { get; init; }

    public required string Scheme { get; init; }

    public required string Level { get; init; }

    /// <summary>The first of the programme's days, counted from 1970-01-01.</summary>
    public required int FromDay { get; init; }

    /// <summary>The first day on which it is no longer granted.</summary>
    public required int ToDay { get; init; }

    /// <summary>Why; of one that an order gives, the rule's id.</summary>
    public required string Reason { get; init; }

    /// <summary>The credential that granted it; empty for one that an order gives.</summary>
    public required string Creator { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>From when on it does not count, in alliance time; null while it does.</summary>
    public DateTimeOffset? RevokeTime { get; set; }

    /// <summary>The id of the order that gives it, or of the event; null: somebody granted it.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>Whether <see cref="OrderId"/> is an event's.</summary>
    public bool ByEvent { get; init; }

    public ProgramId Program => new(PartnerId, ProgramId);

    public string Name => ResourceNames.TierGrant(Program.ToString(), Id);
}

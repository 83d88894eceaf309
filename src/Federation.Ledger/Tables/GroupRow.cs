using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>The commands that one transaction committed. Numbers have no gaps and are in the order of commits.</summary>
internal sealed class GroupRow
{
    /// <summary>From 1 on; negative for a tombstone: a group whose commit was found not to have happened.</summary>
    public required long Number { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Chance for the leaves of the transparency log.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>How many outcomes the group has.</summary>
    public required int Outcomes { get; init; }
}

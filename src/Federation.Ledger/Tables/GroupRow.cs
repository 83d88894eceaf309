namespace Federation.Ledger;

/// <summary>The commands that one transaction committed. Numbers have no gaps and are in the order of
/// commits.</summary>
internal sealed class GroupRow
{
    /// <summary>From 1 on; negative for a tombstone: a group whose commit was found not to have happened.</summary>
    public required long Number { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>16 random bytes that go into the leaves, so that nobody can guess a leaf from its hash.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>How many outcomes the group has, refusals included.</summary>
    public required int Outcomes { get; init; }

    /// <summary>The leaf of the group's first outcome: how many outcomes all groups before it have. Each outcome is a
    /// leaf of the transparency log, in the order of groups and of places within a group.</summary>
    public required long FirstLeaf { get; init; }
}

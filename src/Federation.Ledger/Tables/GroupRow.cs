using System.Security.Cryptography;
using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>The commands that one transaction committed. Numbers have no gaps and are in the order of
/// commits.</summary>
internal sealed class GroupRow
{
    /// <summary>From 1 on; negative for a tombstone: a group whose commit was found not to have happened.</summary>
    public required long Number { get; set; }

    public required Guid Id { get; set; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset Time { get; set; }

    /// <summary>16 random bytes that go into the leaves, so that nobody can guess a leaf from its hash.</summary>
    public required byte[] Salt { get; set; }

    /// <summary>How many outcomes the group has, refusals included.</summary>
    public required int Outcomes { get; set; }

    /// <summary>The leaf of the group's first outcome: how many outcomes all groups before it have. Each outcome is a
    /// leaf of the transparency log, in the order of groups and of places within a group.</summary>
    public required long FirstLeaf { get; set; }

    /// <summary>A group that is to get its number and its first leaf from the log's head.</summary>
    public static GroupRow Of(Guid id, DateTimeOffset time, int outcomes) => new()
    {
        Number = 0,
        Id = id,
        Time = time,
        Salt = RandomNumberGenerator.GetBytes(16),
        Outcomes = outcomes,
        FirstLeaf = 0,
    };

    public static GroupRow Tombstone(Guid id, DateTimeOffset now)
    {
        var group = Of(id, now, outcomes: 0);
        group.Number = -Moments.ToMicroseconds(now);
        return group;
    }
}

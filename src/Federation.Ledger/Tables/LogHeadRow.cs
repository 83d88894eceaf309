namespace Federation.Ledger;

/// <summary>The number of the last group, and the leaves so far. Its row's lock is held from a group's last statement
/// to its commit.</summary>
internal sealed class LogHeadRow
{
    public const int Only = 1;

    public int Id { get; init; }

    public long Number { get; set; }

    /// <summary>How many outcomes all groups have: the size of the log's tree.</summary>
    public long Leaves { get; set; }
}

using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>The number of the last group. Its row's lock is held from a group's last statement to its commit.</summary>
internal sealed class LogHeadRow
{
    public const int Only = 1;

    public int Id { get; init; }

    public long Number { get; set; }
}

namespace Federation.Ledger.Tests;

/// <summary>A group as it stands in the books.</summary>
internal sealed record CommittedGroup(long Number, GroupId Id, DateTimeOffset Time, IReadOnlyList<Decision> Decisions);

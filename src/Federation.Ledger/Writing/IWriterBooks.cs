namespace Federation.Ledger;

/// <summary>What writers ask of the books outside their groups: seldom, each by itself, and never inside a group's
/// transaction.</summary>
internal interface IWriterBooks
{
    /// <summary>Outcomes that were decided before, by id.</summary>
    Task<Dictionary<JournalId, CommandOutcome>> ReadAsync(IReadOnlyCollection<JournalId> ids, CancellationToken cancel);

    /// <summary>Leases a slot of the totals that nobody holds.</summary>
    Task<int> ClaimSlotAsync(Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancel);

    /// <summary>The totals of a slot.</summary>
    Task<IReadOnlyList<TotalRow>> ReadTotalsAsync(int slot, CancellationToken cancel);

    /// <summary>Moves the end of a lease, where the owner still has it.</summary>
    Task HoldSlotAsync(int slot, Guid owner, DateTimeOffset until);
}

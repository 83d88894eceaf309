namespace Federation.Ledger;

/// <summary>An outcome that exists: enough to tell a replay from a reuse.</summary>
internal sealed record KnownOutcome(JournalId Id, byte[] Fingerprint, bool Refused)
{
    public static KnownOutcome Of(OutcomeRow row) =>
        new(new JournalId(row.Id), row.Fingerprint, row.Refused is not null);
}

namespace Federation.Ledger;

/// <summary>A number that programmes count by. Only journals move it.</summary>
internal sealed class TallyRow
{
    /// <summary>What is counted, of whom and in which period, as the programmes name it.</summary>
    public required Guid Id { get; set; }

    public long Units { get; set; }
}

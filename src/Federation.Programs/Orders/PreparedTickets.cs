using Federation.Ledger.Internal.V1;

namespace Federation.Programs;

/// <summary>What a bundle must contain to give tickets, or to take them back.</summary>
/// <param name="Changes">How their numbers move.</param>
/// <param name="Consumes">What makes their entries.</param>
internal sealed record PreparedTickets(
    IReadOnlyCollection<TallyChange> Changes, IReadOnlyCollection<Consumption> Consumes)
{
    public static PreparedTickets None { get; } = new([], []);

    /// <summary>Adds it to a bundle.</summary>
    public void AddTo(PostBundleRequest bundle)
    {
        bundle.Tallies.AddRange(Changes);
        bundle.Consumes.AddRange(Consumes);
    }
}

namespace Federation.Exchange;

/// <summary>How the member wants it.</summary>
internal sealed record PaymentWishes
{
    public static readonly PaymentWishes None = new();

    /// <summary>Ids of coins that are not to be touched.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>
    /// The ids of the only coins to be used, each as far as it goes before the next; null leaves the choice to the
    /// planner.
    /// </summary>
    public IReadOnlyList<string>? Order { get; init; }
}

namespace Federation.Bench;

/// <summary>How often and how long a page is asked for.</summary>
/// <param name="PerSecond">Visits a second.</param>
/// <param name="Warm">How long before it is measured.</param>
/// <param name="Run">How long it is measured.</param>
internal sealed record PageRate(double PerSecond, TimeSpan Warm, TimeSpan Run)
{
    public static readonly PageRate Wallet = new(50, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));

    /// <summary>The desks have many pages, and fewer people look at them.</summary>
    public static readonly PageRate Desk = new(20, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));
}

namespace Federation.Bench;

/// <summary>How long a path is warmed and counted.</summary>
/// <param name="Warm">How long a path is warmed before it counts.</param>
/// <param name="Run">How long a run counts.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="OpenLoop">How long the open loop counts, in one run.</param>
internal sealed record Schedule(TimeSpan Warm, TimeSpan Run, int Runs, TimeSpan OpenLoop)
{
    public static Schedule Full { get; } = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 3, TimeSpan.FromSeconds(30));

    /// <summary>How long the warming or one run of a path may take before it is given up: its set-up and a caller that
    /// stalls are in it.</summary>
    public TimeSpan PathLimit => (Warm * 3) + Run + TimeSpan.FromMinutes(4);

    /// <summary>How long a family of paths may take, with its set-up.</summary>
    public TimeSpan FamilyLimit => this == Full ? TimeSpan.FromMinutes(40) : TimeSpan.FromMinutes(15);

    public static Schedule Quick { get; } = new(
        TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), 1, TimeSpan.FromSeconds(4));

    /// <summary>An EF Core baseline needs half a minute before its figure means anything.</summary>
    public TimeSpan WarmOf(string path) => path.Contains("naive", StringComparison.Ordinal) ? Warm * 3 : Warm;
}

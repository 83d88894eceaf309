namespace Federation.Bench;

/// <summary>Processor time in microseconds.</summary>
/// <param name="Bench">Of this process: the callers, and paths that have no host.</param>
/// <param name="Host">Of what it started.</param>
/// <param name="Database">Of the database server.</param>
internal sealed record CpuTimes(double Bench, double Host, double Database)
{
    /// <summary>What was spent since an earlier reading, for each of so many commands.</summary>
    public CpuTimes Since(CpuTimes earlier, double commands) => new(
        (Bench - earlier.Bench) / commands, (Host - earlier.Host) / commands,
        (Database - earlier.Database) / commands);
}

using Federation.Testing;

namespace Federation.Bench;

/// <summary>What processor time the processes of a run took, by Linux: of this one, of what it started (the host), and
/// of the database.</summary>
/// <param name="database">The database server's process; null where it is not on this machine.</param>
internal sealed class CpuMeter(int? database)
{
    // The kernel's unit of these figures, on all that .NET runs on.
    private const double MicrosPerTick = 10_000;

    /// <returns>Microseconds so far; null where they cannot be known.</returns>
    public CpuTimes? Read()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var processes = ProcessStat.All().ToList();
        var (all, own) = (Of(processes, Environment.ProcessId), Own(processes, Environment.ProcessId));
        return new CpuTimes(own, all - own, database is { } server ? Of(processes, server) : 0);
    }

    private static double Own(List<ProcessStat> processes, int id) =>
        processes.Find(p => p.Id == id)?.Ticks * MicrosPerTick ?? 0;

    /// <summary>Of a process and all below it.</summary>
    private static double Of(List<ProcessStat> processes, int id) =>
        Own(processes, id) + processes.Where(p => p.Parent == id).Sum(p => Of(processes, p.Id));
}

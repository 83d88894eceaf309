using System.Globalization;

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
        var processes = Directory.EnumerateDirectories("/proc").Select(Stat).OfType<ProcessStat>().ToList();
        var (all, own) = (Of(processes, Environment.ProcessId), Own(processes, Environment.ProcessId));
        return new CpuTimes(own, all - own, database is { } server ? Of(processes, server) : 0);
    }

    private static double Own(List<ProcessStat> processes, int id) =>
        processes.Find(p => p.Id == id)?.Ticks * MicrosPerTick ?? 0;

    /// <summary>Of a process and all below it.</summary>
    private static double Of(List<ProcessStat> processes, int id) =>
        Own(processes, id) + processes.Where(p => p.Parent == id).Sum(p => Of(processes, p.Id));

    private static ProcessStat? Stat(string process)
    {
        if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            var text = File.ReadAllText($"{process}/stat");
            // The second field, in parentheses, may hold anything.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
            // User and system, its own and that of its children that have ended.
            return new ProcessStat(id, (int)Field(4), Field(14) + Field(15) + Field(16) + Field(17));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return null;
        }
    }

    private sealed record ProcessStat(int Id, int Parent, long Ticks);
}

using System.Globalization;

namespace Federation.Bench;

/// <summary>What Linux says of a process's memory.</summary>
internal static class ProcessMemory
{
    /// <summary>The most that was resident at a time so far, in MiB; null where it cannot be known.</summary>
    public static double? PeakMiB(int processId) => MiB(processId, "VmHWM:");

    /// <summary>What is resident now, in MiB; null where it cannot be known.</summary>
    public static double? MiB(int processId) => MiB(processId, "VmRSS:");

    private static double? MiB(int processId, string line)
    {
        var status = $"/proc/{processId}/status";
        return File.Exists(status) && File.ReadLines(status)
            .FirstOrDefault(l => l.StartsWith(line, StringComparison.Ordinal)) is { } found
            ? double.Parse(
                found.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024
            : null;
    }
}

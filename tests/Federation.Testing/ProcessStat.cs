using System.Globalization;

namespace Federation.Testing;

/// <summary>What Linux says of a process.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">The process that started it.</param>
/// <param name="Ticks">The processor time, in hundredths of a second, that it took and its children that have
/// ended.</param>
public sealed record ProcessStat(int Id, int Parent, long Ticks)
{
    /// <summary>All processes that run now.</summary>
    public static IEnumerable<ProcessStat> All() =>
        Directory.EnumerateDirectories("/proc").Select(Read).OfType<ProcessStat>();

    private static ProcessStat? Read(string process)
    {
        if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            var text = File.ReadAllText($"{process}/stat");
            // The second field, in parentheses, may hold anything.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
            // User and system, its own and its children's.
            return new ProcessStat(id, (int)Field(4), Field(14) + Field(15) + Field(16) + Field(17));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return null;
        }
    }
}

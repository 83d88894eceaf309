namespace Federation.Hosting;

/// <summary>What could not be swept, as far as this node knows. Each is left alone for a while, after each failure for
/// longer, so that it never keeps others from being swept.</summary>
public sealed class SweepAside<TKey>(TimeProvider time)
    where TKey : notnull
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private readonly Dictionary<TKey, Entry> entries = [];

    /// <summary>Those to leave alone now.</summary>
    public IReadOnlyList<TKey> Keys
    {
        get
        {
            lock (entries)
                return [.. entries.Where(e => time.GetElapsedTime(e.Value.Since) < e.Value.Wait).Select(e => e.Key)];
        }
    }

    /// <summary>Sets one aside.</summary>
    /// <returns>How often it failed in a row, and for how long it is left alone.</returns>
    public (int Failures, TimeSpan Wait) Add(TKey key)
    {
        lock (entries)
        {
            var failures = (entries.GetValueOrDefault(key)?.Failures ?? 0) + 1;
            var wait = ShortestWait * Math.Pow(2, Math.Min(failures - 1, 11));
            var entry = new Entry(failures, time.GetTimestamp(), wait < LongestWait ? wait : LongestWait);
            entries[key] = entry;
            return (failures, entry.Wait);
        }
    }

    /// <summary>It was swept.</summary>
    public void Remove(TKey key)
    {
        lock (entries)
            entries.Remove(key);
    }

    private sealed record Entry(int Failures, long Since, TimeSpan Wait);
}

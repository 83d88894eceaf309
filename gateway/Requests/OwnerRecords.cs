namespace Federation.Gateway;

/// <summary>How many calls of one owner are kept, and how many were not. Each second has its own number of them, and
/// refusals have one of theirs: a burst of one kind hides nothing of the other.</summary>
internal sealed class OwnerRecords(int perSecond)
{
    private readonly Lock gate = new();
    private long second;
    private int done;
    private int refused;
    private long missing;

    /// <summary>Whether a call is kept; if not, it is counted.</summary>
    /// <param name="now">The second in which it ended.</param>
    /// <param name="isRefused">Whether it did not end with OK.</param>
    public bool TryTake(long now, bool isRefused)
    {
        lock (gate)
        {
            if (second != now)
                (second, done, refused) = (now, 0, 0);
            if ((isRefused ? ++refused : ++done) <= perSecond)
                return true;
            missing++;
            return false;
        }
    }

    /// <summary>Counts calls that were to be kept and are lost.</summary>
    public void Lose(long calls)
    {
        lock (gate)
            missing += calls;
    }

    /// <summary>How many are missing since this was asked last.</summary>
    public long TakeMissing()
    {
        lock (gate)
        {
            var taken = missing;
            missing = 0;
            return taken;
        }
    }
}

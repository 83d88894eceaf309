namespace Federation.Web;

/// <summary>How many streams each session has open at this node: a few for a person's windows, and no more.</summary>
internal sealed class LiveSeats
{
    public const int PerSession = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);

    /// <summary>A seat until it is disposed of; null: all are taken.</summary>
    public IDisposable? Take(byte[] session)
    {
        var key = Convert.ToHexString(session);
        lock (gate)
        {
            var count = taken.GetValueOrDefault(key);
            if (count >= PerSession)
                return null;
            taken[key] = count + 1;
        }
        return new Seat(this, key);
    }

    private void Leave(string key)
    {
        lock (gate)
            if (--taken[key] == 0)
                taken.Remove(key);
    }

    private sealed class Seat(LiveSeats seats, string key) : IDisposable
    {
        private int isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isLeft, 1) == 0)
                seats.Leave(key);
        }
    }
}

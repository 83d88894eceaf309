namespace Federation.Identity;

/// <summary>How tries of one kind are slowed.</summary>
/// <param name="Kind">What they are counted for.</param>
/// <param name="Free">How many come without a wait.</param>
/// <param name="LongestWait">What the wait, which doubles from a second on, never exceeds: it slows a guesser, and
/// must not keep the person out for ever.</param>
internal sealed record TryLimit(string Kind, int Free, TimeSpan LongestWait)
{
    /// <summary>Passwords for one name, from browsers in which that person never signed in.</summary>
    public static readonly TryLimit Name = new("name", 5, TimeSpan.FromMinutes(15));

    /// <summary>Passwords from a browser in which the person signed in before: strangers who guess do not slow
    /// it.</summary>
    public static readonly TryLimit Browser = new("browser", 5, TimeSpan.FromMinutes(15));

    /// <summary>Second steps of one user: whoever tries them knows the password.</summary>
    public static readonly TryLimit SecondStep = new("second", 5, TimeSpan.FromHours(1));

    /// <summary>Passwords from one IP address, which a whole office may share.</summary>
    public static TryLimit Origin(int free) => new("origin", free, TimeSpan.FromMinutes(15));

    /// <summary>The wait after so many tries.</summary>
    public TimeSpan WaitAfter(int tries)
    {
        if (tries < Free)
            return TimeSpan.Zero;
        var seconds = Math.Pow(2, Math.Min(tries - Free, 30));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
    }
}

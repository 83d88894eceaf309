namespace Federation.Web;

/// <summary>How long sessions live. Pure.</summary>
internal static class SessionLife
{
    public static readonly TimeSpan OfMembers = TimeSpan.FromDays(30);
    public static readonly TimeSpan OfStaff = TimeSpan.FromHours(12);
    public static readonly TimeSpan IdleStaff = TimeSpan.FromMinutes(30);

    /// <summary>How exactly it is known when a request came last.</summary>
    public static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    public static TimeSpan Of(SessionKind kind) => kind == SessionKind.Member ? OfMembers : OfStaff;

    public static bool HasEnded(SessionKind kind, DateTimeOffset seen, DateTimeOffset expire, DateTimeOffset now) =>
        now >= expire || (kind != SessionKind.Member && now - seen >= IdleStaff);
}

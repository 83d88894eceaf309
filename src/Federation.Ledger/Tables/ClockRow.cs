namespace Federation.Ledger;

/// <summary>What the deployment is, and a sandbox's alliance time.</summary>
internal sealed class ClockRow
{
    public const int Only = 1;

    /// <summary>The database's clock may be ahead of what the ledger saw last by less than this. Coins that a wrong
    /// clock made expire do not come back, so beyond it an operator has to say that the time is right.</summary>
    public static readonly TimeSpan LongestJump = TimeSpan.FromHours(1);

    public int Id { get; set; }

    public required bool Sandbox { get; set; }

    /// <summary>A sandbox's alliance time; in production, the database's time as the ledger saw it last, a minute ago
    /// or less (<see cref="ClockWatch"/>).</summary>
    public required DateTimeOffset Now { get; set; }

    /// <summary>Alliance time.</summary>
    /// <param name="systemNow">The database's system time.</param>
    public DateTimeOffset AllianceTime(DateTimeOffset systemNow) => Sandbox ? Now : systemNow;

    /// <summary>Whether the database's clock jumped ahead since the ledger saw it last. A sandbox's clock is moved by
    /// an admin.</summary>
    public bool JumpedBy(DateTimeOffset systemNow) => !Sandbox && systemNow - Now >= LongestJump;
}

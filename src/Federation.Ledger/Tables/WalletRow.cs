using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>A member's account in one coin. Its row guards its lots, its holds, its receivable and its cap: whoever
/// locks it may change all.</summary>
internal sealed class WalletRow
{
    public required Guid Id { get; set; }

    public required Guid MemberId { get; set; }

    public required string Coin { get; set; }

    public WalletState State { get; set; } = WalletState.Active;

    /// <summary>The <see cref="StateRevision"/> of a wallet that was closed with its member: no change comes after it.
    /// A wallet that its issuer alone closed has another.</summary>
    public const long ClosedWithMember = long.MaxValue;

    /// <summary>Which change of the member <see cref="State"/> was last set by; 0: by none.</summary>
    public long StateRevision { get; set; }

    /// <summary>True while the issuer lets nothing be spent.</summary>
    public bool Frozen { get; set; }

    /// <summary>All coins in its lots.</summary>
    public long Balance { get; set; }

    /// <summary>Those of them that are held.</summary>
    public long Held { get; set; }

    /// <summary>What the member owes, as a balance: never positive.</summary>
    public long Receivable { get; set; }

    /// <summary>How many entries there are on the wallet, its held coins and its receivable.</summary>
    public long Version { get; set; }

    /// <summary>Alliance time of the last entry; a journal's time is never before it.</summary>
    public DateTimeOffset? LastTime { get; set; }

    /// <summary>From when on coins are gone that expire with activity; null before the first
    /// activity with such a coin, and again some time after they are gone.</summary>
    public DateTimeOffset? ActiveUntil { get; set; }

    /// <summary>Its lots, in the order of taking; each has coins.</summary>
    public List<LotBalance> Lots { get; set; } = [];

    /// <summary>What open holds set aside.</summary>
    public List<HoldPart> Holds { get; set; } = [];

    /// <summary>How far a clock may be set back without being felt in a wallet.</summary>
    private static readonly TimeSpan LongestSetBack = TimeSpan.FromHours(1);

    /// <summary>The day, since 1970-01-01, that <see cref="CapUnits"/> counts.</summary>
    public int CapDay { get; set; }

    /// <summary>Units that left by capped legs on <see cref="CapDay"/>.</summary>
    public long CapUnits { get; set; }

    /// <summary>The day, since 1970-01-01 in the time zone of the coin's limit of gifts, that <see cref="Gifts"/>
    /// counts.</summary>
    public int GiftDay { get; set; }

    /// <summary>How many gifts the member gave on <see cref="GiftDay"/>, while the coin had a limit of them.</summary>
    public int Gifts { get; set; }

    /// <summary>The day on which a gift counts; a clock that went back over midnight stays on the later day.</summary>
    public int GiftDayOn(int today) => GiftDay == today + 1 ? GiftDay : today;

    /// <summary>How many gifts count on a day.</summary>
    public int GiftsOn(int day) => GiftDay == day ? Gifts : 0;

    /// <summary>The day of a moment of alliance time, since 1970-01-01 UTC.</summary>
    public static int DayOf(DateTimeOffset now) => (int)((now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerDay);

    /// <summary>The day that counts at a time; a clock that went back a little stays on the later day.</summary>
    public int CapDayOn(DateTimeOffset now) => IsCapAhead(now) ? DayOf(now) : Math.Max(CapDay, DayOf(now));

    /// <summary>Units that left by capped legs on the day that counts.</summary>
    public long CapUnitsOn(DateTimeOffset now) => CapDay >= DayOf(now) && !IsCapAhead(now) ? CapUnits : 0;

    /// <summary>A journal's recorded time is never before the wallet's last, even if the clock was set back.</summary>
    public DateTimeOffset NotBefore(DateTimeOffset now) => LastTime > now ? LastTime.Value : now;

    /// <summary>The time at which the wallet is decided on: what expires, which holds have ended, which day a cap
    /// counts. A clock that was set back a little is not felt. A wallet that was touched while a clock was far ahead is
    /// decided on by the right time again.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset now) => LastTime - now <= LongestSetBack ? NotBefore(now) : now;

    private bool IsCapAhead(DateTimeOffset now) => CapDay > DayOf(now + LongestSetBack);
}

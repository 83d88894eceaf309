using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>
/// What coins of one lot have in common, as one number that sorts in the order in which coins are taken: what expires
/// first, then promotional, earned and purchased coins, then what became available first. Moments are whole minutes.
/// </summary>
/// <param name="Code">30 bits of expiry, 2 of provenance, 30 of availability, two of which no moment needs: one says
/// that the coins came back after their end, the other that their end has not been announced.</param>
internal readonly record struct Lot(long Code) : IComparable<Lot>
{
    private const int Bits = 30;
    private const long AllOnes = (1L << Bits) - 1;
    private const long WithActivity = AllOnes - 1;

    // No moment from which coins can be spent has these bits: that would be after the year 2480.
    private const long Restored = 1L << (Bits - 1);

    /// <summary>What the code of a dated lot has if its end has not been announced.</summary>
    public const long Unannounced = 1L << (Bits - 2);

    /// <summary>For how long coins live on after their end if nobody announces it.</summary>
    public static readonly TimeSpan LongestExtension = TimeSpan.FromDays(365);

    /// <summary>Earned coins that never expire: what all coins were before there were lots.</summary>
    public static readonly Lot Plain = Of(null, Provenance.Earned);

    /// <param name="expires">From when on the coins are gone, to the minute; null: never.</param>
    /// <param name="provenance">Where they come from.</param>
    /// <param name="available">From when on they can be spent; null: since they came.</param>
    public static Lot Of(DateTimeOffset? expires, Provenance provenance, DateTimeOffset? available = null) =>
        Of(expires is { } moment ? Minutes(moment) : AllOnes, provenance, available is { } from ? Minutes(from) : 0);

    /// <summary>Coins that expire a time after the wallet's last activity.</summary>
    public static Lot OfActivity(Provenance provenance, DateTimeOffset? available = null) =>
        Of(WithActivity, provenance, available is { } from ? Minutes(from) : 0);

    /// <summary>Coins that wait for their confirmation; they do not expire before it.</summary>
    public static Lot Awaiting(Provenance provenance) => Of(AllOnes, provenance, AllOnes);

    /// <summary>Coins that came back after their end, and live on for the days of grace, once.</summary>
    public static Lot InGrace(DateTimeOffset expires, Provenance provenance) =>
        Of(Minutes(expires), provenance, Restored);

    /// <summary>The same lot, whose end its holder has still to be told of: until then it does not come, for
    /// <see cref="LongestExtension"/> at most. A lot without a date has no end that could be announced.</summary>
    public Lot ToBeAnnounced() => ExpiresAt is null || IsInGrace ? this : new Lot(Code | Unannounced);

    /// <summary>The lot to which its coins go when their end is announced.</summary>
    /// <param name="expires">The end that holds from then on.</param>
    public Lot AnnouncedUntil(DateTimeOffset expires) =>
        Of(Minutes(expires), Provenance, AvailabilityField & ~Unannounced);

    /// <summary>The least code of a lot that is not gone at a moment by its date: all below it are, but for those whose
    /// end has not been announced (<see cref="IsUnannounced"/>).</summary>
    public static long FirstAliveAt(DateTimeOffset now) =>
        ((long)((now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMinute) + 1) << (Bits + 2);

    /// <summary>The least code of a lot that ends at a moment or later.</summary>
    public static long FirstEndingAt(DateTimeOffset moment) => Minutes(moment) << (Bits + 2);

    private static Lot Of(long expires, Provenance provenance, long available) =>
        new((expires << (Bits + 2)) | ((long)(provenance - 1) << Bits) | available);

    /// <summary>From when on the coins are gone; null: never, or with the wallet's activity. Where it has not been
    /// announced, not before it is.</summary>
    public DateTimeOffset? ExpiresAt =>
        ExpiryField is < WithActivity and var minutes ? DateTimeOffset.UnixEpoch.AddMinutes(minutes) : null;

    /// <summary>From when on the coins are gone, announced or not; null: never, or with the wallet's
    /// activity.</summary>
    public DateTimeOffset? GoneAt => IsUnannounced ? ExpiresAt + LongestExtension : ExpiresAt;

    public bool ExpiresWithActivity => ExpiryField == WithActivity;

    public Provenance Provenance => (Provenance)(((Code >> Bits) & 3) + 1);

    /// <summary>From when on the coins can be spent; null: since they came, or not before their confirmation.</summary>
    public DateTimeOffset? AvailableFrom =>
        AvailabilityField < Restored && (AvailabilityField & ~Unannounced) is > 0 and var minutes
            ? DateTimeOffset.UnixEpoch.AddMinutes(minutes) : null;

    /// <summary>Whether the coins have a date on which they end, but their holder has still to be told of it.</summary>
    public bool IsUnannounced => AvailabilityField < Restored && (AvailabilityField & Unannounced) != 0;

    /// <summary>Whether the coins came back after their end: they have no second grace.</summary>
    public bool IsInGrace => AvailabilityField == Restored;

    public bool AwaitsConfirmation => AvailabilityField == AllOnes;

    /// <summary>Whether the coins are gone at a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="activeUntil">Until when the wallet's activity keeps such coins alive; null: that has
    /// passed.</param>
    public bool IsExpired(DateTimeOffset now, DateTimeOffset? activeUntil) =>
        ExpiresWithActivity
            ? !(activeUntil > now)
            : ExpiryField != AllOnes && GoneAt <= now;

    /// <summary>Whether the coins cannot be spent yet at a moment.</summary>
    public bool IsPending(DateTimeOffset now) => AwaitsConfirmation || AvailableFrom > now;

    public int CompareTo(Lot other) => Code.CompareTo(other.Code);

    public LotTerms ToTerms(DateTimeOffset? activeUntil = null) => new()
    {
        Provenance = Provenance,
        ExpireTime = (ExpiresWithActivity ? activeUntil : ExpiresAt)?.ToTimestamp(),
        AvailableTime = AvailableFrom?.ToTimestamp(),
        AwaitsConfirmation = AwaitsConfirmation,
        ExpiresWithActivity = ExpiresWithActivity,
        NoticePending = IsUnannounced,
    };

    private long ExpiryField => Code >> (Bits + 2);

    private long AvailabilityField => Code & AllOnes;

    /// <summary>Rounded up, and kept between the first minute of 1970 and what the field can hold.</summary>
    private static long Minutes(DateTimeOffset moment)
    {
        var ticks = (moment - DateTimeOffset.UnixEpoch).Ticks;
        return Math.Clamp((ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute, 1, WithActivity - 1);
    }
}

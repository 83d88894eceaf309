using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>
/// What coins of one lot have in common, as one number that sorts in the order in which coins are taken: what expires
/// first, then promotional, earned and purchased coins, then what became available first. Moments are whole minutes.
/// </summary>
/// <param name="Code">30 bits of expiry, 2 of provenance, 30 of availability.</param>
internal readonly record struct Lot(long Code) : IComparable<Lot>
{
    private const int Bits = 30;
    private const long AllOnes = (1L << Bits) - 1;
    private const long WithActivity = AllOnes - 1;

    // No moment from which coins can be spent has this bit: that would be after the year 2990.
    private const long Restored = 1L << (Bits - 1);

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

    /// <summary>The least code of a lot that is not gone at a moment by its date: all below it are.</summary>
    public static long FirstAliveAt(DateTimeOffset now) =>
        ((long)((now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMinute) + 1) << (Bits + 2);

    private static Lot Of(long expires, Provenance provenance, long available) =>
        new((expires << (Bits + 2)) | ((long)(provenance - 1) << Bits) | available);

    /// <summary>From when on the coins are gone; null: never, or with the wallet's activity.</summary>
    public DateTimeOffset? ExpiresAt =>
        ExpiryField is < WithActivity and var minutes ? DateTimeOffset.UnixEpoch.AddMinutes(minutes) : null;

    public bool ExpiresWithActivity => ExpiryField == WithActivity;

    public Provenance Provenance => (Provenance)(((Code >> Bits) & 3) + 1);

    /// <summary>From when on the coins can be spent; null: since they came, or not before their confirmation.</summary>
    public DateTimeOffset? AvailableFrom =>
        AvailabilityField is > 0 and < Restored and var minutes ? DateTimeOffset.UnixEpoch.AddMinutes(minutes) : null;

    /// <summary>Whether the coins came back after their end: they have no second grace.</summary>
    public bool IsInGrace => AvailabilityField == Restored;

    public bool AwaitsConfirmation => AvailabilityField == AllOnes;

    /// <summary>Whether the coins are gone at a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="activeUntil">Until when the wallet's activity keeps such coins alive; null: that has
    /// passed.</param>
    public bool IsExpired(DateTimeOffset now, DateTimeOffset? activeUntil) =>
        ExpiresWithActivity ? !(activeUntil > now) : ExpiryField != AllOnes && ExpiresAt <= now;

    /// <summary>Whether the coins cannot be spent yet at a moment.</summary>
    public bool IsPending(DateTimeOffset now) => AwaitsConfirmation || (AvailabilityField != 0 && AvailableFrom > now);

    public int CompareTo(Lot other) => Code.CompareTo(other.Code);

    public LotTerms ToTerms(DateTimeOffset? activeUntil = null) => new()
    {
        Provenance = Provenance,
        ExpireTime = (ExpiresWithActivity ? activeUntil : ExpiresAt)?.ToTimestamp(),
        AvailableTime = AvailableFrom?.ToTimestamp(),
        AwaitsConfirmation = AwaitsConfirmation,
        ExpiresWithActivity = ExpiresWithActivity,
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

using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>The form of what several commands have in common. What depends on the alliance's clock is checked when the
/// command is decided.</summary>
internal static class CommandForm
{
    public static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(90);
    private const int MaxAnnounced = 100;
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(7);

    /// <summary>A journal's name, or nothing.</summary>
    public static JournalId? OptionalJournal(this Form form, string name, string field) =>
        name.Length == 0 ? null : form.Journal(name, field);

    /// <summary>From when on coins that a command brings can be spent, and when they are gone.</summary>
    public static CoinLife LifeOf(this Form form, Timestamp? available, Timestamp? expire) =>
        new(form.Moment(available, "available_time"), form.Moment(expire, "expire_time"));

    /// <summary>Where coins come from that a command brings; earned where not set.</summary>
    public static Provenance ProvenanceOf(this Form form, Provenance provenance)
    {
        form.Check(provenance is >= Provenance.Unspecified and <= Provenance.Purchased, "provenance",
            "must be one of the provenances");
        return provenance == Provenance.Unspecified ? Provenance.Earned : provenance;
    }

    /// <summary>The provenances that may be taken; all where none is given.</summary>
    public static IReadOnlyList<Provenance> ProvenancesOf(this Form form, IReadOnlyCollection<Provenance> provenances)
    {
        if (provenances.Count == 0)
            return [];
        form.Check(provenances.All(p => p is >= Provenance.Promotional and <= Provenance.Purchased), "provenances",
            "must be of PROVENANCE_PROMOTIONAL, PROVENANCE_EARNED and PROVENANCE_PURCHASED");
        var distinct = provenances.Distinct().Order().ToArray();
        form.Check(distinct.Length == provenances.Count, "provenances", "must not name one twice");
        return distinct;
    }

    /// <summary>How long a hold holds: a minute to 90 days, to the microsecond.</summary>
    public static TimeSpan Lifetime(this Form form, Duration? lifetime, TimeSpan? otherwise)
    {
        if (lifetime is null)
        {
            form.Check(otherwise is not null, "lifetime", "is required");
            return otherwise ?? default;
        }
        var good = lifetime.Nanos is >= 0 and < 1_000_000_000 && lifetime.Nanos % 1000 == 0
            && lifetime.Seconds >= (long)ShortestLifetime.TotalSeconds
            && (lifetime.Seconds < (long)LongestLifetime.TotalSeconds
                || (lifetime.Seconds == (long)LongestLifetime.TotalSeconds && lifetime.Nanos == 0));
        form.Check(good, "lifetime", "must be a minute to 90 days, to the microsecond");
        return good ? lifetime.ToTimeSpan() : default;
    }

    /// <summary>What a member was told of coins' ends, the earliest first.</summary>
    public static IReadOnlyList<(DateTimeOffset End, long Units)> AnnouncedOf(
        this Form form, IReadOnlyList<AnnouncedCoins> announced)
    {
        form.Check(announced.Count is >= 1 and <= MaxAnnounced, "announced", $"must be 1 to {MaxAnnounced} ends");
        var ends = new List<(DateTimeOffset End, long Units)>();
        for (var i = 0; i < announced.Count; i++)
        {
            var end = form.Moment(announced[i].ExpireTime, $"announced[{i}].expire_time");
            form.Check(end is not null, $"announced[{i}].expire_time", "is required");
            form.Check(announced[i].Units > 0, $"announced[{i}].units", "must be 1 or more");
            ends.Add((end.GetValueOrDefault(), announced[i].Units));
        }
        form.Check(ends.DistinctBy(e => e.End).Count() == ends.Count, "announced", "must not name one end twice");
        return [.. ends.OrderBy(e => e.End)];
    }

    public static string ReasonCode(this Form form, string code)
    {
        form.Check(code.Length is >= 1 and <= 64
            && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            "reason_code", "must be 1 to 64 of a-z, 0-9 and '-'");
        return code;
    }

    /// <summary>The guards that are checked inside the commit.</summary>
    public static Envelope Guarded(this Form form, Envelope envelope, Guards? guards) =>
        guards is null ? envelope : envelope with
        {
            NotAfter = form.Moment(guards.NotAfter, "guards.not_after"),
            Guards = new WalletGuards(
                form.Bound(guards.HasMinAvailableUnits ? guards.MinAvailableUnits : null, "guards.min_available_units"),
                form.Bound(guards.HasMaxBalanceUnits ? guards.MaxBalanceUnits : null, "guards.max_balance_units"),
                form.Bound(guards.HasExpectedVersion ? guards.ExpectedVersion : null, "guards.expected_version")),
        };

    private static long? Bound(this Form form, long? bound, string field)
    {
        form.Check(bound is null or (>= 0 and <= Units.MaxTotal), field, "must be 0 to 2^62");
        return bound;
    }
}

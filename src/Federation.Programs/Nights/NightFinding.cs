using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>Something that a night's look has found.</summary>
/// <param name="Subject">Whom or what it is about, as a digest.</param>
/// <param name="Days">For how many days the same is not found again.</param>
/// <param name="Found">What it is; the night and the rule set are not in it yet.</param>
internal sealed record NightFinding(byte[] Subject, int Days, FoundCase Found)
{
    /// <summary>The most members that a case names.</summary>
    public const int MostMembers = 50;

    /// <summary>The most findings of a kind in a night.</summary>
    public const int MostOfAKind = 100;

    /// <summary>The subject of a kind.</summary>
    public static byte[] SubjectOf(CaseKind kind, string what) => TextHash.Of("night", kind.ToString(), what);

    public static IEnumerable<string> NamesOf(IEnumerable<Guid> members) =>
        members.Take(MostMembers).Select(m => ResourceNames.Members + m.ToString("D"));

    public static IEnumerable<CoinSum> SumsOf(IEnumerable<KeyValuePair<string, long>> coins) => coins
        .GroupBy(c => c.Key, StringComparer.Ordinal)
        .Select(g => new CoinSum { Coin = g.Key, Units = g.Sum(c => c.Value) })
        .Where(c => c.Units > 0).OrderBy(c => c.Coin, StringComparer.Ordinal);
}

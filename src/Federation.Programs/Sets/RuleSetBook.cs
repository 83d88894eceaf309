using System.Collections.Frozen;
using Federation.Rules;

namespace Federation.Programs;

/// <summary>All publications up to a number, with their rule sets. Immutable; the next is made from it.</summary>
internal sealed class RuleSetBook
{
    public static readonly RuleSetBook Empty = new([], []);

    private readonly IReadOnlyList<RuleSetPublicationRow> publications;

    // By programme, sorted by time: the one in force is the last that is not after the moment.
    private readonly FrozenDictionary<ProgramId, (DateTimeOffset From, PublishedRuleSet RuleSet)[]> byProgram;
    private readonly FrozenDictionary<RuleSetId, PublishedRuleSet> byName;
    private readonly Dictionary<string, Lazy<CompiledRuleSet>> byDigest;

    private RuleSetBook(
        IReadOnlyList<RuleSetPublicationRow> publications, IReadOnlyCollection<PublishedRuleSet> ruleSets)
    {
        this.publications = publications;
        LastNumber = publications.Count == 0 ? 0 : publications.Max(p => p.LogNumber);
        byName = ruleSets.ToFrozenDictionary(s => s.Name);
        byDigest = ruleSets.DistinctBy(s => KeyOf(s.Digest.Span), StringComparer.Ordinal)
            .ToDictionary(s => KeyOf(s.Digest.Span), s => s.Compiled, StringComparer.Ordinal);
        byProgram = publications.GroupBy(p => new ProgramId(p.PartnerId, p.ProgramId)).ToFrozenDictionary(
            g => g.Key,
            g => g.OrderBy(p => p.Sequence)
                .Select(p => (p.PublishTime, byName[new RuleSetId(g.Key, p.Number)])).ToArray());
    }

    /// <summary>The number of the latest publication in it; 0 for none.</summary>
    public long LastNumber { get; }

    /// <summary>The programmes of which a rule set was published.</summary>
    public IReadOnlyList<ProgramId> Programs => byProgram.Keys;

    /// <summary>A rule set that was published, or null.</summary>
    public PublishedRuleSet? ByName(RuleSetId name) => byName.GetValueOrDefault(name);

    /// <summary>The rule set of a programme in force at a moment of alliance time, or null: of the publications up to
    /// then the latest.</summary>
    public PublishedRuleSet? InForceAt(ProgramId program, DateTimeOffset moment)
    {
        if (!byProgram.TryGetValue(program, out var published))
            return null;
        var (low, high) = (0, published.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (published[middle].From <= moment)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : published[low - 1].RuleSet;
    }

    /// <summary>The terms of this digest, compiled once; null where the book has none.</summary>
    public Lazy<CompiledRuleSet>? Compiled(ReadOnlySpan<byte> digest) => byDigest.GetValueOrDefault(KeyOf(digest));

    /// <summary>The book with more publications and the rule sets that they name.</summary>
    public RuleSetBook With(
        IEnumerable<RuleSetPublicationRow> more, IEnumerable<PublishedRuleSet> moreRuleSets) =>
        new([.. publications, .. more], [.. byName.Values, .. moreRuleSets]);

    private static string KeyOf(ReadOnlySpan<byte> digest) => Convert.ToHexString(digest);
}

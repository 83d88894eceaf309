namespace Federation.Ledger;

/// <summary>A group of the log, as a follower sees it.</summary>
internal sealed record LoggedGroup(long Number, Guid Id, int Outcomes)
{
    /// <summary>The ids of its outcomes, in order: computed, so that no database must compare ids.</summary>
    public IEnumerable<Guid> OutcomeIds() => Enumerable.Range(0, Outcomes).Select(place => JournalIds.At(Id, place));

    /// <summary>The first groups, up to a number of groups and about a number of outcomes, but one at least.</summary>
    public static List<LoggedGroup> Page(IReadOnlyList<LoggedGroup> groups, int maxGroups, int maxOutcomes)
    {
        var outcomes = 0;
        var range = new List<LoggedGroup>();
        foreach (var group in groups.Take(maxGroups))
        {
            outcomes += group.Outcomes;
            if (range.Count > 0 && outcomes > maxOutcomes)
                break;
            range.Add(group);
        }
        return range;
    }
}

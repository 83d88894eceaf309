namespace Federation.Ledger;

/// <summary>A group of the log, as a follower sees it.</summary>
internal sealed record LoggedGroup(long Number, GroupId Id, int Outcomes)
{
    /// <summary>The ids of its outcomes, in order: computed, so that no database must compare ids.</summary>
    public IEnumerable<JournalId> OutcomeIds() => Enumerable.Range(0, Outcomes).Select(Id.At);

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

namespace Federation.Programs;

/// <summary>What a line of a correction comes to by order, where less of it was posted than was proposed.
/// Pure.</summary>
internal static class CorrectionShares
{
    /// <summary>Says what of the orders was not posted: of the last first, and of none more than it was to give or to
    /// lose. So what is left adds up to what was posted, and lies between nothing and what was proposed.</summary>
    /// <param name="differences">By order, what was proposed.</param>
    /// <param name="posted">What was posted of their sum: between 0 and it.</param>
    /// <returns>By order, what is not posted of it.</returns>
    public static IReadOnlyList<long> NotPosted(IReadOnlyList<long> differences, long posted)
    {
        var rest = checked(differences.Sum() - posted);
        var left = new long[differences.Count];
        for (var i = differences.Count - 1; i >= 0 && rest != 0; i--)
        {
            if (Math.Sign(differences[i]) != Math.Sign(rest))
                continue;
            left[i] = rest > 0 ? Math.Min(rest, differences[i]) : Math.Max(rest, differences[i]);
            rest -= left[i];
        }
        return left;
    }
}

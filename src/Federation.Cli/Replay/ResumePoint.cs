namespace Federation.Cli;

/// <summary>Where a member's replay goes on.</summary>
/// <param name="Row">The index of the row among the member's.</param>
/// <param name="Payment">The row's recorded payment: it is not decided again. Null: it is.</param>
internal readonly record struct ResumePoint(int Row, Payment? Payment)
{
    /// <summary>
    /// After the last row that left a command; on that row itself where its payment is booked and its order is not.
    /// Rows before it are done: a member's rows are sent one after the other.
    /// </summary>
    /// <exception cref="ReplayStoppedException">The last row was refused.</exception>
    public static ResumePoint After(IReadOnlyList<Purchase> rows, Func<int, RowOutcome> outcomeOf)
    {
        var last = rows.Count - 1;
        while (last >= 0 && !outcomeOf(last).LeftCommand)
            last--;
        if (last < 0)
            return new ResumePoint(0, null);
        var outcome = outcomeOf(last);
        if (outcome.Refused is { } refused)
            throw new ReplayStoppedException(
                $"The alliance refused the {refused.Command} of line {rows[last].Line} ({rows[last].Id}) before, and "
                + $"remembers it: " +
                $"{refused.Reason}: {refused.Message} This member's rows cannot go on.");
        return outcome.Settled ? new ResumePoint(last + 1, null) : new ResumePoint(last, outcome.Payment);
    }
}

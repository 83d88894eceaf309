namespace Federation.Programs;

/// <summary>What the compared orders of a member come to in one coin.</summary>
internal sealed class ComparedLine
{
    private readonly List<ComparedOrder> orders = [];

    /// <summary>What they have given and still give.</summary>
    public long Earned { get; private set; }

    /// <summary>What they would have given.</summary>
    public long Due { get; private set; }

    /// <summary>Those that differ.</summary>
    public IReadOnlyList<ComparedOrder> Orders => orders;

    /// <param name="order">The order's id.</param>
    /// <param name="steps">How many steps it had.</param>
    /// <param name="left">What its awards have left.</param>
    /// <param name="corrected">By what earlier corrections have corrected it.</param>
    /// <param name="due">What it would have given.</param>
    public void Add(Guid order, int steps, long left, long corrected, long due)
    {
        var given = CorrectedClawbacks.Given(left, corrected);
        Earned = checked(Earned + given);
        Due = checked(Due + due);
        if (due != given)
            orders.Add(new ComparedOrder(order, steps, due - given, checked(due - left - corrected)));
    }
}

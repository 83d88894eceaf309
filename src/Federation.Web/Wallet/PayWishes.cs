namespace Federation.Web;

/// <summary>Which of their coins somebody wants to pay with, as an address says it. Pure.</summary>
/// <param name="Without">The ids of the coins not to take.</param>
/// <param name="Order">The ids of the only coins to take, in their order; empty: whatever loses least.</param>
public sealed record PayWishes(IReadOnlyList<string> Without, IReadOnlyList<string> Order)
{
    /// <summary>How many coins a wish may name.</summary>
    private const int Most = 100;

    public static readonly PayWishes None = new([], []);

    public bool IsEmpty => Without.Count == 0 && Order.Count == 0;

    /// <summary>Reads them from an address, which anybody may have written: coins that the member does not have, and
    /// such that come twice, are left out.</summary>
    public static PayWishes Read(string[]? without, string[]? order, IReadOnlyCollection<string> mine)
    {
        var left = (without ?? []).Where(mine.Contains).Distinct().Take(Most).ToList();
        return new PayWishes(left, [.. (order ?? []).Where(mine.Contains).Distinct().Except(left).Take(Most)]);
    }

    public PayWishes LeavingOut(string coin) =>
        new([.. Without.Append(coin).Distinct()], [.. Order.Where(c => c != coin)]);

    public PayWishes Taking(string coin) => new(
        [.. Without.Where(c => c != coin)], Order.Count == 0 ? Order : [.. Order.Append(coin).Distinct()]);

    /// <summary>One of the coins that are taken comes before the one that it follows now; those that are not needed
    /// come last, so that nothing is missing.</summary>
    /// <param name="number">Its place among those that are taken, from 1 on.</param>
    /// <param name="taken">The coins as they are taken now.</param>
    /// <param name="mine">All coins that the member has.</param>
    public PayWishes Earlier(int number, IReadOnlyList<string> taken, IEnumerable<string> mine)
    {
        var order = taken.ToList();
        (order[number - 1], order[number]) = (order[number], order[number - 1]);
        return this with { Order = [.. order.Concat(Order).Concat(mine).Distinct().Except(Without).Take(Most)] };
    }

    /// <summary>As a part of an address.</summary>
    public string ToQuery() => string.Concat(
        Without.Select(c => "&without=" + c).Concat(Order.Select(c => "&order=" + c)));
}

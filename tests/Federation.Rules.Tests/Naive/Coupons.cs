using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Which coupons are usable, and which a rule uses.</summary>
internal static class Coupons
{
    public static IEnumerable<CouponFacts> InOrder(IEnumerable<CouponFacts> coupons) =>
        coupons.OrderBy(c => c.ExpireTime.Instant()).ThenBy(c => c.Name, StringComparer.Ordinal);

    /// <summary>The usable coupons of a definition, in the order in which they are used.</summary>
    public static IEnumerable<CouponFacts> Usable(string definition, Situation situation, State state) =>
        Usable(definition, situation, state.Givings.SelectMany(g => g.Coupons));

    /// <summary>The coupons that a rule uses: one use for each of its conditions.</summary>
    public static List<string> UsedBy(IEnumerable<string> definitions, Situation situation, State state)
    {
        var used = new List<string>();
        foreach (var definition in definitions)
        {
            var before = state.Givings.SelectMany(g => g.Coupons).Concat(used);
            used.AddRange(Usable(definition, situation, before).Select(c => c.Name).Take(1));
        }
        return used;
    }

    private static IEnumerable<CouponFacts> Usable(string definition, Situation situation, IEnumerable<string> used) =>
        InOrder(situation.Coupons.Where(c => c.Definition == definition
            && situation.Order.OrderTime.Instant() < c.ExpireTime.Instant()
            && used.Count(name => name == c.Name) < c.UsesLeft));
}

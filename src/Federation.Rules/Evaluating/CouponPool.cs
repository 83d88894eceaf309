using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rules;

/// <summary>The coupons that an order may use, and the uses that are left of each.</summary>
internal sealed class CouponPool
{
    private readonly Dictionary<string, List<CouponFacts>> byDefinition = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);

    /// <param name="coupons">Coupons that were shown, or chosen for the member.</param>
    /// <param name="orderTime">When they are used: those that expired are left out.</param>
    public CouponPool(IEnumerable<CouponFacts> coupons, Timestamp orderTime)
    {
        foreach (var coupon in InOrder(coupons.Where(c => c.UsesLeft > 0 && c.ExpireTime > orderTime)))
        {
            if (!byDefinition.TryGetValue(coupon.Definition, out var those))
                byDefinition[coupon.Definition] = those = [];
            those.Add(coupon);
            left[coupon.Name] = coupon.UsesLeft;
        }
    }

    public IEnumerable<string> Definitions => byDefinition.Keys;

    /// <summary>Those that expire first come first, then by name.</summary>
    public static IEnumerable<CouponFacts> InOrder(IEnumerable<CouponFacts> coupons) =>
        coupons.OrderBy(c => c.ExpireTime).ThenBy(c => c.Name, StringComparer.Ordinal);

    public bool Has(string definition) => Next(definition) is not null;

    /// <summary>Uses one, which there must be.</summary>
    public string Use(string definition)
    {
        var coupon = Next(definition) ?? throw new InvalidOperationException($"There is no coupon '{definition}'.");
        left[coupon.Name]--;
        return coupon.Name;
    }

    /// <summary>Takes a use back.</summary>
    public void Return(string name) => left[name]++;

    private CouponFacts? Next(string definition) =>
        byDefinition.TryGetValue(definition, out var coupons) ? coupons.Find(c => left[c.Name] > 0) : null;
}

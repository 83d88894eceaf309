using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Coupons as a table.</summary>
internal static class CouponTables
{
    public static Table Of(IEnumerable<Coupon> coupons)
    {
        var table = Tables.Of("coupon", "definition", "state", "#uses left", "#of", "member", "expires", "given by");
        foreach (var c in coupons)
            table.Row(
                c.Name, c.Definition, c.State, c.UsesLeft, c.Uses,
                c.Member.Length > 0 ? c.Member : "whoever shows its code", c.ExpireTime, c.Order);
        return table;
    }
}

using Federation.Rewards.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Rewards and redemptions as tables.</summary>
internal static class RewardTables
{
    public static Table Rewards(IEnumerable<Reward> rewards)
    {
        var table = Tables.Of("reward", "title", "kind", "state", "#price", "coin", "#stock", "closes");
        foreach (var r in rewards)
            table.Row(
                r.Name, TitleOf(r), r.Terms.Kind, r.State, PriceOf(r), r.Terms.Coin, StockOf(r), r.Terms.ToTime);
        return table;
    }

    public static Table Redemptions(IEnumerable<Redemption> redemptions)
    {
        var table = Tables.Of("redemption", "reward", "member", "state", "#price", "redeemed", "reference", "gives");
        foreach (var r in redemptions)
            table.Row(
                r.Name, r.Reward, r.Member, r.State, r.Price.Units, r.CreateTime, r.Reference,
                r.Code.Length > 0 ? r.Code : r.Coupon);
        return table;
    }

    public static Table Offers(IEnumerable<RewardOffer> offers)
    {
        var table = Tables.Of("reward", "title", "#price", "#missing", "#stock", "opens", "in the way");
        foreach (var o in offers)
            table.Row(
                o.Reward.Name, TitleOf(o.Reward), o.Price is { } price ? price.Units : "", o.MissingUnits,
                StockOf(o.Reward), o.OpenTime,
                string.Join(", ", o.Obstacles.Select(x => x.ToString().ToLowerInvariant())));
        return table;
    }

    public static Table Causes(IEnumerable<CauseTotal> totals)
    {
        var table = Tables.Of("cause", "title", "coin", "#given", "#donations");
        foreach (var t in totals)
            table.Row(
                t.Cause, Tables.Title(t.Title), t.Given.Coin, t.Given.Units,
                t.Donations);
        return table;
    }

    public static Table Cold(IEnumerable<ColdReward> rewards)
    {
        var table = Tables.Of("reward", "title", "state", "#redemptions", "#stock", "last redeemed");
        foreach (var r in rewards)
            table.Row(
                r.Reward.Name, TitleOf(r.Reward), r.Reward.State, r.Redemptions, StockOf(r.Reward), r.LastRedeemTime);
        return table;
    }

    private static string TitleOf(Reward reward) =>
        Tables.Title(reward.Terms.Title);

    private static object PriceOf(Reward reward) => reward.Terms.PriceUnits > 0 ? reward.Terms.PriceUnits : "by level";

    private static object StockOf(Reward reward) => reward.HasStockUnits ? reward.StockUnits : "";
}

using Federation.Programs.V1;
using GoogleDate = Google.Type.Date;

namespace Federation.Rules.Tests;

/// <summary>Parts of an evaluation on one line.</summary>
internal static class Summary
{
    /// <summary>What is to be paid for each line.</summary>
    public static string Pay(this Evaluation evaluation) =>
        string.Join(' ', evaluation.Lines.Select(l => l.PayMinorUnits));

    /// <summary>For instance <c>sale -40, stars 12 star</c>; what a limit cut has <c>of</c> and what was
    /// wanted.</summary>
    public static string Given(this Evaluation evaluation) => string.Join(", ", evaluation.Awards.Select(Text));

    /// <summary>The coins of each line.</summary>
    public static string LineCoins(this Evaluation evaluation) => string.Join(
        "; ", evaluation.Lines.Select(l => string.Join(", ", l.Coins.Select(c => $"{c.Rule} {c.Units}"))));

    public static string Moved(this Evaluation evaluation) => string.Join(", ", evaluation.Tallies.Select(Text));

    public static string MovedWhenEarned(this Evaluation evaluation) =>
        string.Join(", ", evaluation.TalliesWhenEarned.Select(Text));

    public static string Exposed(this Evaluation evaluation) =>
        string.Join(", ", evaluation.Exposures.Select(e => $"{e.Campaign} {e.Rule} {e.Arm}"));

    /// <summary>Why rules gave nothing, by id.</summary>
    public static string Missed(this Evaluation evaluation) => string.Join(
        ", ", evaluation.Misses.OrderBy(m => m.Rule, StringComparer.Ordinal).Select(m => $"{m.Rule} {m.Reason}"));

    private static string Text(Award award)
    {
        var effect = award.Effect > 0 ? $"#{award.Effect}" : "";
        var gave = award.GaveCase switch
        {
            Award.GaveOneofCase.DiscountMinorUnits => $"-{award.DiscountMinorUnits}",
            Award.GaveOneofCase.Coins => $"{award.Coins.Units} {ResourceNames.LastPart(award.Coins.Coin)}",
            Award.GaveOneofCase.Item => $"{award.Item.Quantity} x {award.Item.Sku}",
            Award.GaveOneofCase.Tickets => $"{award.Tickets.Tickets} x draws/{award.Tickets.Draw}",
            Award.GaveOneofCase.Coupons => $"{award.Coupons.Quantity} x {award.Coupons.Definition}",
            _ => $"{award.Tier.Level} {Text(award.Tier.FromDate)}..{Text(award.Tier.ToDate)}",
        };
        var clipped = award.ClippedBy is { } by ? $" of {by.Wanted} by {by.Definition}" : "";
        return award.Rule + effect + " " + gave + clipped;
    }

    private static string Text(TallyMove move)
    {
        var by = move.MovesCase == TallyMove.MovesOneofCase.Set ? $"={move.Set}" : $"+{move.Add}";
        var most = move.HasAtMost ? $" <={move.AtMost}" : "";
        return $"{move.Key.Definition}@{move.Key.Period} {by}{most}{(move.Exact ? " exact" : "")}";
    }

    private static string Text(GoogleDate date) => $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";
}

using Federation.Hosting;
using Federation.Rewards.V1;

namespace Federation.Rewards;

/// <summary>What requests about draws must look like. Pure.</summary>
internal static class DrawForm
{
    /// <summary>The longest public value, in characters.</summary>
    public const int MaxPublicValue = 1000;

    /// <summary>The most tickets of one request.</summary>
    public const int MaxTicketsPerEntry = 100;

    private const int MaxPublicValueName = 300;
    private const int MaxPrizeKinds = 50;
    private const int MaxClaimDays = 365;
    private const int MaxClaimRounds = 20;
    private const int MaxPrizes = 10_000;
    private const int MaxTicketsPerMember = 10_000;
    private const long MaxPrice = 1_000_000_000_000;

    public static DrawId Draw(this Form form, string name, string field)
    {
        form.Check(DrawId.TryParse(name, out var draw), field, "must be partners/{p}/draws/{id}");
        return draw;
    }

    /// <summary>What a draw is: each field is there and in its range.</summary>
    /// <param name="form">The form.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="now">Alliance time: a draw that has closed already is none.</param>
    public static void Terms(this Form form, DrawTerms? terms, DateTimeOffset now)
    {
        form.Check(terms is not null, "terms", "is required");
        if (terms is null)
            return;
        form.Title(terms.Title, "terms.title");
        form.Prizes(terms);
        form.Check(terms.PriceUnits is >= 0 and <= MaxPrice, "terms.price_units", "must be 0 to 10^12");
        if (terms.PriceUnits == 0)
            form.Check(terms.Coin.Length == 0, "terms.coin", "must be empty for a draw that costs nothing");
        else
            form.Coin(terms.Coin, "terms.coin");
        form.Check(
            terms.TicketsPerMember is >= 1 and <= MaxTicketsPerMember, "terms.tickets_per_member",
            $"must be 1 to {MaxTicketsPerMember}");
        var (open, close) = (
            form.Moment(terms.OpenTime, "terms.open_time"), form.Moment(terms.CloseTime, "terms.close_time"));
        form.Check(terms.CloseTime is not null, "terms.close_time", "is required");
        form.Check(!(close <= open) && !(close <= now), "terms.close_time", "must be after open_time, and ahead");
        form.Text(terms.PublicValueName, "terms.public_value_name", 0, MaxPublicValueName);
        form.Check(terms.ClaimDays is >= 0 and <= MaxClaimDays, "terms.claim_days", $"must be 0 to {MaxClaimDays}");
        form.Check(
            terms.ClaimDays == 0 ? terms.ClaimRounds == 0 : terms.ClaimRounds is >= 1 and <= MaxClaimRounds,
            "terms.claim_rounds", $"must be 1 to {MaxClaimRounds} with claim_days, and 0 without");
    }

    /// <summary>A public value: there is one where its name was announced, and none where none was.</summary>
    public static void PublicValue(this Form form, string value, DrawTerms terms)
    {
        if (terms.PublicValueName.Length > 0)
            form.Text(value, "public_value", 1, MaxPublicValue);
        else
            form.Check(value.Length == 0, "public_value", "must be empty: the draw names no public value");
    }

    /// <summary>How many prizes there are.</summary>
    public static int PrizesOf(DrawTerms terms) => terms.Prizes.Sum(p => p.Count);

    private static void Prizes(this Form form, DrawTerms terms)
    {
        var prizes = terms.Prizes;
        form.Check(prizes.Count is >= 1 and <= MaxPrizeKinds, "terms.prizes", $"must be 1 to {MaxPrizeKinds}");
        foreach (var (prize, i) in prizes.Take(MaxPrizeKinds).Select((p, i) => (p, i)))
        {
            form.Title(prize.Title, $"terms.prizes[{i}].title");
            form.Check(prize.Count is >= 1 and <= MaxPrizes, $"terms.prizes[{i}].count", $"must be 1 to {MaxPrizes}");
            form.Check(
                prize.GivesCase == DrawPrize.GivesOneofCase.None || terms.ClaimDays > 0, $"terms.prizes[{i}]",
                "can give something only where prizes are claimed: claim_days");
            if (prize.Coins is { } coins)
            {
                form.Coin(coins.Coin, $"terms.prizes[{i}].coins.coin");
                form.Check(
                    coins.Units is >= 1 and <= MaxPrice, $"terms.prizes[{i}].coins.units", "must be 1 to 10^12");
            }
            if (prize.Coupon is { } coupon)
            {
                form.Check(
                    ProgramId.TryParse(coupon.Program, out _), $"terms.prizes[{i}].coupon.program",
                    "must be partners/{p}/programs/{id}");
                form.Id(coupon.Definition, $"terms.prizes[{i}].coupon.definition");
            }
        }
        var all = prizes.Sum(p => (long)p.Count);
        form.Check(all <= MaxPrizes, "terms.prizes", $"must be at most {MaxPrizes} together");
        form.Check(
            terms.WinsPerHolder >= 1 && terms.WinsPerHolder <= all, "terms.wins_per_holder",
            "must be 1 to as many as there are prizes");
    }
}

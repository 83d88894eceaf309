using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Design;
using Federation.Rewards.V1;

namespace Federation.Web;

/// <summary>Reads what a draw is from the form that makes one. Pure.</summary>
/// <param name="form">What was sent.</param>
/// <param name="t">What mistakes are called.</param>
/// <param name="f">How figures are written.</param>
/// <param name="problems">To which mistakes are added.</param>
internal sealed partial class NewDrawForm(PostedForm form, WebTexts t, Figures f, List<FieldProblem> problems)
    : TypedForm(form, problems)
{
    public DrawTerms Read(CoinView coin)
    {
        var terms = new DrawTerms
        {
            Title = Text("title"),
            WinsPerHolder = Count("wins", t.BrandDrawCountWrong),
            PriceUnits = IsFree ? 0 : Amount("price", coin.Scale, t.BrandDrawPriceWrong(f.Amount(1, coin.Scale))),
            TicketsPerMember = Count("amount", t.BrandDrawCountWrong),
            OpenTime = Day("from", coin, 0, t.BrandRewardDayWrong),
            CloseTime = Day("to", coin, 1, t.BrandRewardDayWrong),
            PublicValueName = Form["public"].Trim(),
            ClaimDays = Count("claim-days", t.BrandDrawCountWrong),
            ClaimRounds = Count("claim-rounds", t.BrandDrawCountWrong),
        };
        if (terms.PriceUnits > 0)
            terms.Coin = coin.Name;
        if (terms.Title.En.Length + terms.Title.ZhCn.Length == 0)
            Mistake("title-en", t.BrandDrawTitleMissing);
        if (Form["to"].Length == 0)
            Mistake("to", t.BrandDrawToMissing);
        foreach (var field in new[] { "wins", "amount" })
            if (Form[field].Length == 0)
                Mistake(field, t.BrandDrawCountWrong);
        if ((Form["claim-days"].Length == 0) != (Form["claim-rounds"].Length == 0))
            Mistake(Form["claim-days"].Length == 0 ? "claim-days" : "claim-rounds", t.BrandDrawClaimBoth);
        AddPrizes(terms, coin);
        return terms;
    }

    private bool IsFree => decimal.TryParse(
        Form["price"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price == 0;

    private void AddPrizes(DrawTerms terms, CoinView coin)
    {
        var lines = Form["prizes"].ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        foreach (var (line, number) in lines.Select((line, i) => (line, i + 1)).Where(l => l.line.Length > 0))
        {
            var prize = PrizeLine().Match(line);
            if (!prize.Success
                || !int.TryParse(
                    prize.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                Mistake("prizes", t.BrandDrawPrizesWrong(f.Count(number)));
                return;
            }
            var coins = prize.Groups["coins"].Value.Trim();
            var units = 0L;
            if (coins.Length > 0 && (!AmountText.TryRead(coins, coin.Scale, out units) || units == 0))
                Mistake("prizes", t.BrandDrawPrizeCoinsWrong(f.Count(number)));
            terms.Prizes.Add(new DrawPrize
            {
                Count = count,
                Title = new() { En = prize.Groups["en"].Value.Trim(), ZhCn = prize.Groups["zh"].Value.Trim() },
                Coins = units > 0 ? new() { Coin = coin.Name, Units = units } : null,
            });
        }
        if (terms.Prizes.Count == 0)
            Mistake("prizes", t.BrandDrawPrizesMissing);
        if (terms.ClaimDays == 0 && terms.Prizes.Any(p => p.Coins is not null))
            Mistake("claim-days", t.BrandDrawCoinsNeedClaim);
    }

    /// <summary>How many, what in English, behind a bar what in Chinese, and behind another one how many coins its
    /// claim gives: all but the first may be left out.</summary>
    [GeneratedRegex(
        @"^(?<count>[0-9]{1,6})\s+(?<en>[^|]*)(\|(?<zh>[^|]*)(\|(?<coins>[^|]*))?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex PrizeLine();
}

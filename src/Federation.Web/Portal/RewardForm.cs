using System.Globalization;
using Federation.Design;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Web;

/// <summary>Reads what a reward is from the form that makes one. What is wrong with its kind, the alliance says. Pure.
/// </summary>
/// <param name="form">What was sent.</param>
/// <param name="t">What mistakes are called.</param>
/// <param name="f">How figures are written.</param>
/// <param name="problems">To which mistakes are added.</param>
internal sealed class RewardForm(PostedForm form, WebTexts t, Figures f, List<FieldProblem> problems)
{
    public RewardTerms Read(CoinView coin, string owner)
    {
        var terms = new RewardTerms
        {
            Title = Text("title"),
            Description = Text("more"),
            Kind = System.Enum.TryParse<RewardKind>(form["kind"], out var kind) ? kind : RewardKind.Goods,
            Coin = coin.Name,
            PriceUnits = Price(coin),
            TimeZone = coin.Zone.Id,
            LimitedStock = form["limited"].Length > 0,
            Fulfilment = form["fulfilment"] == "once" ? RewardFulfilment.AtOnce : RewardFulfilment.ByBrand,
            CancellableAfterFulfilment = form["late"].Length > 0,
            FromTime = Day("from", coin, 0),
            ToTime = Day("to", coin, 1),
        };
        if (terms.Title.En.Length + terms.Title.ZhCn.Length == 0)
            problems.Add(new("title-en", t.BrandRewardTitleMissing));
        if (Count("often", t.BrandRewardOftenWrong) is > 0 and var often)
            terms.Limits.Add(new RewardLimit { Period = Period.Ever, AtMost = often });
        AddWhatItIs(terms, owner);
        return terms;
    }

    private void AddWhatItIs(RewardTerms terms, string owner)
    {
        if (terms.Kind is RewardKind.Coupon or RewardKind.Code or RewardKind.Donation)
            terms.Fulfilment = RewardFulfilment.AtOnce;
        terms.LimitedStock |= terms.Kind is RewardKind.Code;
        switch (terms.Kind)
        {
            case RewardKind.Right:
                terms.Right = new() { Title = Text("right"), ValidDays = (int)Count("days", t.BrandRewardOftenWrong) };
                break;
            case RewardKind.Donation:
                terms.Cause = new() { Id = form["cause"], Title = Text("cause") };
                break;
            case RewardKind.Coupon:
                terms.Coupon = new()
                {
                    Program = $"{owner}/programs/{form["program"]}",
                    Definition = form["definition"],
                };
                break;
        }
    }

    private LocalizedText Text(string field) => new() { En = form[field + "-en"], ZhCn = form[field + "-zh"] };

    private long Price(CoinView coin)
    {
        if (!AmountText.TryRead(form["price"], coin.Scale, out var units))
            problems.Add(new("price", t.BrandRewardPriceWrong(f.Amount(1, coin.Scale))));
        return units;
    }

    /// <summary>0: nothing was typed, or a mistake.</summary>
    private long Count(string field, string mistake)
    {
        if (form[field].Length == 0)
            return 0;
        if (int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            return count;
        problems.Add(new(field, mistake));
        return 0;
    }

    /// <summary>When a day begins in the coin's zone, or the day after it; null: nothing was typed, or a mistake.
    /// </summary>
    private Timestamp? Day(string field, CoinView coin, int later)
    {
        if (form[field].Length == 0)
            return null;
        if (DayText.TryRead(form[field], out var day) && day < DateOnly.MaxValue.AddYears(-1))
            return Timestamp.FromDateTimeOffset(DayText.Begin(day.AddDays(later), coin.Zone));
        problems.Add(new(field, t.BrandRewardDayWrong));
        return null;
    }
}

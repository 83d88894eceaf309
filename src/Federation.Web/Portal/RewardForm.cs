using Federation.Design;
using Federation.Programs.V1;
using Federation.Rewards.V1;

namespace Federation.Web;

/// <summary>Reads what a reward is from the form that makes one. What is wrong with its kind, the alliance says. Pure.
/// </summary>
/// <param name="form">What was sent.</param>
/// <param name="t">What mistakes are called.</param>
/// <param name="f">How figures are written.</param>
/// <param name="problems">To which mistakes are added.</param>
internal sealed class RewardForm(PostedForm form, WebTexts t, Figures f, List<FieldProblem> problems)
    : TypedForm(form, problems)
{
    public RewardTerms Read(CoinView coin, string owner)
    {
        var terms = new RewardTerms
        {
            Title = Text("title"),
            Description = Text("more"),
            Kind = Enum.TryParse<RewardKind>(Form["kind"], out var kind) ? kind : RewardKind.Goods,
            Coin = coin.Name,
            PriceUnits = Amount("price", coin.Scale, t.BrandRewardPriceWrong(f.Amount(1, coin.Scale))),
            TimeZone = coin.Zone.Id,
            LimitedStock = Form["limited"].Length > 0,
            Fulfilment = Form["fulfilment"] == "once" ? RewardFulfilment.AtOnce : RewardFulfilment.ByBrand,
            CancellableAfterFulfilment = Form["late"].Length > 0,
            FromTime = Day("from", coin, 0, t.BrandRewardDayWrong),
            ToTime = Day("to", coin, 1, t.BrandRewardDayWrong),
        };
        if (terms.Title.En.Length + terms.Title.ZhCn.Length == 0)
            Mistake("title-en", t.BrandRewardTitleMissing);
        if (Count("often", t.BrandRewardOftenWrong) is > 0 and var often)
            terms.Limits.Add(new RewardLimit { Period = Period.Ever, AtMost = often });
        AddWhatItIs(terms, owner);
        terms.Checks = Checks();
        return terms;
    }

    /// <summary>What is looked at; null for nothing. Whether it is in its range, the alliance says.</summary>
    private RewardChecks? Checks()
    {
        var checks = new RewardChecks
        {
            BalancePercent = Count("share", t.BrandRewardOftenWrong),
            ContactChangeHours = Count("changed", t.BrandRewardOftenWrong),
            NewDevice = Form["device"].Length > 0,
            DeadlineHours = Count("deadline", t.BrandRewardOftenWrong),
        };
        return checks.Equals(new RewardChecks()) ? null : checks;
    }

    private void AddWhatItIs(RewardTerms terms, string owner)
    {
        if (terms.Kind is RewardKind.Coupon or RewardKind.Code or RewardKind.Donation)
            terms.Fulfilment = RewardFulfilment.AtOnce;
        terms.LimitedStock |= terms.Kind is RewardKind.Code;
        switch (terms.Kind)
        {
            case RewardKind.Right:
                terms.Right = new() { Title = Text("right"), ValidDays = Count("days", t.BrandRewardOftenWrong) };
                break;
            case RewardKind.Donation:
                terms.Cause = new() { Id = Form["cause"], Title = Text("cause") };
                break;
            case RewardKind.Coupon:
                terms.Coupon = new()
                {
                    Program = $"{owner}/programs/{Form["program"]}",
                    Definition = Form["definition"],
                };
                break;
        }
    }
}

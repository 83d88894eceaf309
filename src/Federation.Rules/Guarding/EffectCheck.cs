using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether an effect is of good form.</summary>
internal sealed class EffectCheck(Rule rule, Effect effect, string at, RuleSetNames names, Findings findings)
{
    /// <summary>The most coins of an effect.</summary>
    public const long MostCoins = 1_000_000_000_000;

    private const long MostMoney = 1_000_000_000_000;

    private FilterForm Filters => new(rule.Id, names, findings);

    public void Check()
    {
        switch (effect.GivesCase)
        {
            case Effect.GivesOneofCase.Earn: CheckEarn(effect.Earn, at + ".earn"); break;
            case Effect.GivesOneofCase.Multiply: CheckMultiply(effect.Multiply, at + ".multiply"); break;
            case Effect.GivesOneofCase.Discount: CheckDiscount(effect.Discount, at + ".discount"); break;
            case Effect.GivesOneofCase.Price: CheckPrice(effect.Price, at + ".price"); break;
            case Effect.GivesOneofCase.BuyGet: CheckBuyGet(effect.BuyGet, at + ".buy_get"); break;
            case Effect.GivesOneofCase.AddItem:
                Field(effect.AddItem.Sku.Length is >= 1 and <= 64, at + ".add_item.sku", "1 to 64 characters.",
                    "1 到 64 个字符。");
                Field(effect.AddItem.Quantity is >= 1 and <= 1000, at + ".add_item.quantity", "1 to 1000.",
                    "1 到 1000。");
                break;
            case Effect.GivesOneofCase.Coupon:
                findings.CheckNamed(
                    names.Coupons.Contains(effect.Coupon.Definition), at + ".coupon.definition",
                    effect.Coupon.Definition,
                    rule.Id);
                Field(effect.Coupon.Quantity is >= 1 and <= 100, at + ".coupon.quantity", "1 to 100.", "1 到 100。");
                break;
            case Effect.GivesOneofCase.Tier: CheckTier(effect.Tier, at + ".tier"); break;
            case Effect.GivesOneofCase.Tickets:
                Field(DrawId.TryParse(ResourceNames.Draw("brand", effect.Tickets.Draw), out _), at + ".tickets.draw",
                    "The id of a draw: 2 to 32 of a-z, 0-9 and '-', starting with a letter.",
                    "抽奖的编号:2 到 32 个 a-z、0-9 或“-”,以字母开头。");
                Field(
                    effect.Tickets.Tickets is >= 1 and <= CompiledEffect.MostTickets, at + ".tickets.tickets",
                    "1 to 100.", "1 到 100。");
                break;
        }
    }

    private void CheckEarn(Earn earn, string path)
    {
        if (earn.Coin.Length > 0)
            findings.CheckNamed(names.Coins.Contains(earn.Coin), path + ".coin", earn.Coin, rule.Id);
        Field(
            earn.Units >= (earn.Table is null ? 1 : 0) && earn.Units <= MostCoins, path + ".units",
            "1 to 10^12; with a table 0 to 10^12.", "1 到 10^12;使用表格时为 0 到 10^12。");
        if (earn.HasPerMinorUnits)
            Field(earn.PerMinorUnits is >= 1 and <= MostMoney, path + ".per_minor_units", "1 to 10^12.", "1 到 10^12。");
        if (earn.HasPerQuantity)
            Field(earn.PerQuantity is >= 1 and <= MostMoney, path + ".per_quantity", "1 to 10^12.", "1 到 10^12。");
        Field(earn.ExpireDays is >= 0 and <= 3660, path + ".expire_days", "0 to 3660.", "0 到 3660。");
        Field(earn.AvailableDays is >= 0 and <= 365, path + ".available_days", "0 to 365.", "0 到 365。");
        Field(
            !earn.Tenders.Contains(TenderKind.Unspecified) && (earn.Tenders.Count == 0 || earn.HasPerMinorUnits),
            path + ".tenders", "Kinds of tenders, for coins by money.", "支付方式仅用于按金额计算的积分。");
        Filters.Check(earn.Lines, path + ".lines");
    }

    private void CheckMultiply(Multiply multiply, string path)
    {
        Field(
            multiply.FactorBasisPoints is > Units.BasisPoints and <= 1_000_000, path + ".factor_basis_points",
            "10001 to 1000000: 20000 doubles.", "10001 到 1000000:20000 表示双倍。");
        foreach (var named in multiply.Rules)
        {
            findings.CheckNamed(names.Rules.ContainsKey(named), path + ".rules", named, rule.Id);
            if (names.Rules.TryGetValue(named, out var other) && other.Effects.Count > 0
                && CompiledEffect.StageOf(other.Effects[0]) != Stage.Earning)
                findings.Error(
                    GuardFindingKind.Combination, path + ".rules", $"'{named}' gives no coins by money or quantity.",
                    $"“{named}”不是按金额或数量给予积分的规则。", rule.Id);
        }
    }

    private void CheckDiscount(Discount discount, string path)
    {
        Field(discount.Scope != DiscountScope.Unspecified, path + ".scope", "Say what it is on.", "请指明折扣对象。");
        Field(
            discount.OffCase == Discount.OffOneofCase.BasisPoints
                ? discount.BasisPoints is >= 1 and <= Units.BasisPoints
                : discount.MinorUnits is >= 1 and <= MostMoney,
            path, "1 to 10000 basis points, or 1 to 10^12 minor units.", "1 到 10000 基点,或 1 到 10^12 最小货币单位。");
        Field(
            discount.PerMinorUnits == 0 || (discount.PerMinorUnits > 0 && discount.Scope == DiscountScope.Order
                && discount.OffCase == Discount.OffOneofCase.MinorUnits), path + ".per_minor_units",
            "For an amount on the ORDER only.", "仅用于整单的固定金额。");
        Field(discount.MaxMinorUnits >= 0, path + ".max_minor_units", "0 or more.", "不小于 0。");
        Field(
            discount is { StepUnits: 0, MaxUnits: 0 } || (discount.Scope == DiscountScope.EachUnit
                && discount is { StepUnits: >= 0, MaxUnits: >= 0 }), path + ".step_units",
            "For EACH_UNIT only.", "仅用于逐件折扣。");
        Field(
            discount.Lines is null || discount.Scope != DiscountScope.Delivery, path + ".lines", "Not for DELIVERY.",
            "运费折扣不能限定商品。");
        Filters.Check(discount.Lines, path + ".lines");
    }

    private void CheckPrice(MemberPrice price, string path)
    {
        Field(
            price.PriceCase switch
            {
                MemberPrice.PriceOneofCase.UnitMinorUnits => price.UnitMinorUnits is >= 0 and <= MostMoney,
                MemberPrice.PriceOneofCase.BasisPointsOfList =>
                    price.BasisPointsOfList is >= 0 and < Units.BasisPoints,
                _ => false,
            },
            path, "A price of 0 to 10^12 minor units, or 0 to 9999 basis points of the list price.",
            "0 到 10^12 最小货币单位,或标价的 0 到 9999 基点。");
        Filters.Check(price.Lines, path + ".lines");
    }

    private void CheckBuyGet(BuyGet terms, string path)
    {
        Field(terms.BuyUnits is >= 1 and <= 1000, path + ".buy_units", "1 to 1000.", "1 到 1000。");
        Field(terms.GetUnits is >= 1 and <= 1000, path + ".get_units", "1 to 1000.", "1 到 1000。");
        Field(
            terms.BasisPoints is >= 1 and <= Units.BasisPoints, path + ".basis_points", "1 to 10000.", "1 到 10000。");
        Field(terms.MaxSets >= 0, path + ".max_sets", "0 or more.", "不小于 0。");
        Filters.Check(terms.Buy, path + ".buy");
        Filters.Check(terms.Get, path + ".get");
    }

    private void CheckTier(GrantTier tier, string path)
    {
        findings.CheckNamed(
            names.Schemes.TryGetValue(tier.Scheme, out var scheme), path + ".scheme", tier.Scheme, rule.Id);
        if (scheme is not null)
            findings.CheckNamed(scheme.Levels.Any(l => l.Id == tier.Level), path + ".level", tier.Level, rule.Id);
        Field(tier.Days is >= 1 and <= 3660, path + ".days", "1 to 3660.", "1 到 3660。");
    }

    private void Field(bool good, string path, string en, string zh) => findings.Check(good, path, en, zh, rule.Id);
}

using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>Says in words why a rule gave what it gave: what held, how it was computed, what cut it. Pure.</summary>
/// <param name="record">The decision.</param>
/// <param name="language">The language.</param>
internal sealed class AwardReasons(EvaluationRecord record, SpokenLanguage language)
{
    private const decimal BasisPointsPerPercent = 100;

    private readonly SettlementMoney money = ProgramMoney.Of(record.Terms.Currency);
    private readonly ConditionWords conditions = new(language, ProgramMoney.Of(record.Terms.Currency));

    /// <summary>What was given, in short.</summary>
    public string GaveOf(Award award) => award.GaveCase switch
    {
        Award.GaveOneofCase.Coins =>
            $"{Tables.Cell(award.Coins.Units)} {ResourceNames.LastPart(award.Coins.Coin)}",
        Award.GaveOneofCase.DiscountMinorUnits => "-" + money.Text(award.DiscountMinorUnits),
        Award.GaveOneofCase.Item => $"{award.Item.Quantity} x {award.Item.Sku}",
        Award.GaveOneofCase.Tickets => $"{award.Tickets.Tickets} x draws/{award.Tickets.Draw}",
        Award.GaveOneofCase.Coupons => $"{award.Coupons.Quantity} x {award.Coupons.Definition}",
        _ => $"{award.Tier.Scheme} {award.Tier.Level}",
    };

    /// <summary>The reasons, one sentence each.</summary>
    public IEnumerable<string> Of(Award award)
    {
        var rule = record.Terms.Rules.First(r => r.Id == award.Rule);
        yield return language.Say(rule.Title) + language.Say(". ", "。") + (rule.Condition is { } condition
            ? language.Say($"It applies because {conditions.Of(condition)}.", $"适用条件:{conditions.Of(condition)}。")
            : language.Say("It applies always.", "始终适用。"));
        yield return How(award, rule.Effects[award.Effect]);
        if (award.ClippedBy is { } by)
            yield return language.Say(
                $"The limit {by.Definition} left {Amount(award, Given(award))} of {Amount(award, by.Wanted)}.",
                $"限额 {by.Definition} 将 {Amount(award, by.Wanted)} 减为 {Amount(award, Given(award))}。");
        if (award.CouponsUsed.Count > 0)
            yield return language.Say(
                $"It used {string.Join(", ", award.CouponsUsed)}.", $"使用了 {string.Join("、", award.CouponsUsed)}。");
    }

    private string How(Award award, Effect effect) => effect.GivesCase switch
    {
        Effect.GivesOneofCase.Earn => Earned(award.Coins, effect.Earn),
        Effect.GivesOneofCase.Multiply => Multiplied(award.Coins, effect.Multiply),
        Effect.GivesOneofCase.Discount => Discounted(award, effect.Discount),
        Effect.GivesOneofCase.Price => language.Say(
            $"A unit of {conditions.Of(effect.Price.Lines)} costs {Price(effect.Price)}{ByLine(award)}.",
            $"{conditions.Of(effect.Price.Lines)}单价为 {Price(effect.Price)}{ByLine(award)}。"),
        Effect.GivesOneofCase.BuyGet => Bought(award, effect.BuyGet),
        Effect.GivesOneofCase.AddItem => language.Say("Goods are added for nothing.", "赠送商品。"),
        Effect.GivesOneofCase.Coupon => language.Say(
            $"{effect.Coupon.Quantity} coupons each time.", $"每次 {effect.Coupon.Quantity} 张优惠券。"),
        _ => language.Say(
            $"The level holds for {effect.Tier.Days} days.", $"等级有效 {effect.Tier.Days} 天。"),
    };

    private string Earned(CoinAward coins, Earn earn)
    {
        var good = (earn.AvailableDays == 0 ? "" : language.Say(
                $" They can be spent from day {earn.AvailableDays} after the event on.",
                $"事件后第 {earn.AvailableDays} 天起可用。"))
            + (earn.ExpireDays == 0 ? ""
                : language.Say($" They are good for {earn.ExpireDays} days.", $"有效期 {earn.ExpireDays} 天。"));
        if (earn.StepCase == Earn.StepOneofCase.None)
            return Fixed(coins, earn) + good;
        var byMoney = earn.StepCase == Earn.StepOneofCase.PerMinorUnits;
        var per = byMoney ? earn.PerMinorUnits : earn.PerQuantity;
        var (of, each) = byMoney
            ? (money.Text(coins.Base), money.Text(per))
            : (Tables.Cell(coins.Base), Tables.Cell(per));
        TenderKind[] kinds = earn.Tenders.Count > 0 ? [.. earn.Tenders] : [TenderKind.Money, TenderKind.StoredValue];
        var counts = conditions.Join(kinds.Select(conditions.Of), " and ", "与");
        var basis = byMoney
            ? language.Say($"was paid with {counts} for", $"以{counts}支付")
            : language.Say("units were bought of", "购买");
        var lines = conditions.Of(earn.Lines);
        return language.Say(
            $"{of} {basis} {lines}; {Tables.Cell(earn.Units)} for each {each}: {Arithmetic(coins, earn, of, each)}.",
            $"{basis}{lines} {of},每 {each} 得 {Tables.Cell(earn.Units)}:{Arithmetic(coins, earn, of, each)}。") + good;
    }

    private string Fixed(CoinAward coins, Earn earn)
    {
        var row = earn.Table?.Rows.FirstOrDefault(r => r.Key == coins.TableKey);
        var each = Tables.Cell(row?.Units ?? earn.Units);
        var by = row is null ? "" : language.Say($" of the row {row.Key}", $"(表格行 {row.Key})");
        return language.Say(
            $"A fixed number{by}: {coins.Times} x {each} = {Tables.Cell(coins.ComputedUnits)}.",
            $"固定数量{by}:{coins.Times} × {each} = {Tables.Cell(coins.ComputedUnits)}。");
    }

    private string Arithmetic(CoinAward coins, Earn earn, string of, string each)
    {
        var (units, sum) = (Tables.Cell(earn.Units), Tables.Cell(coins.ComputedUnits));
        return earn.Rounding switch
        {
            CoinRounding.Down => language.Say(
                $"{of} x {units} / {each} = {sum}, rounded down", $"{of} × {units} ÷ {each} = {sum}(向下取整)"),
            CoinRounding.HalfUp => language.Say(
                $"{of} x {units} / {each} = {sum}, rounded half up", $"{of} × {units} ÷ {each} = {sum}(四舍五入)"),
            _ => language.Say(
                $"{of} / {each}, whole steps alone, x {units} = {sum}", $"{of} ÷ {each}(仅计整数步)× {units} = {sum}"),
        };
    }

    private string Multiplied(CoinAward coins, Multiply multiply)
    {
        var factor = Decimal(multiply.FactorBasisPoints / (decimal)Units.BasisPoints);
        var more = Decimal((multiply.FactorBasisPoints - Units.BasisPoints) / (decimal)Units.BasisPoints);
        var what = multiply.Rules.Count > 0
            ? conditions.Join(multiply.Rules, " and ", "与")
            : language.Say("all rules that count money or goods", "所有按金额或数量的规则");
        var earlier = multiply.Compound ? language.Say(" and earlier multipliers", "及之前的倍率") : "";
        var (of, sum) = (Tables.Cell(coins.Base), Tables.Cell(coins.ComputedUnits));
        return language.Say(
            $"{factor} times the {of} coins of {what}{earlier}: {of} x {more} = {sum} more, rounded down.",
            $"{what}{earlier}的 {of} 积分按 {factor} 倍:另加 {of} × {more} = {sum}(向下取整)。");
    }

    private string Discounted(Award award, Discount discount)
    {
        var off = discount.OffCase == Discount.OffOneofCase.BasisPoints
            ? Percent(discount.BasisPoints)
            : money.Text(discount.MinorUnits);
        var on = discount.Scope switch
        {
            DiscountScope.EachLine => language.Say("each line of ", "每行"),
            DiscountScope.EachUnit => language.Say("each unit of ", "每件"),
            DiscountScope.Delivery => "",
            _ => language.Say("the sum of ", "合计"),
        };
        var what = discount.Scope == DiscountScope.Delivery
            ? language.Say("the delivery", "运费")
            : on + conditions.Of(discount.Lines);
        var each = discount.PerMinorUnits > 0
            ? language.Say(
                $" for each {money.Text(discount.PerMinorUnits)}", $"每满 {money.Text(discount.PerMinorUnits)}")
            : "";
        var most = discount.MaxMinorUnits > 0
            ? language.Say(
                $", at most {money.Text(discount.MaxMinorUnits)}", $",最多 {money.Text(discount.MaxMinorUnits)}")
            : "";
        return language.Say(
            $"{off} off {what}{each}{most}{ByLine(award)}.", $"{what}{each}减 {off}{most}{ByLine(award)}。");
    }

    private string Bought(Award award, BuyGet set) => language.Say(
        $"Of each {set.BuyUnits} bought of {conditions.Of(set.Buy)}, {set.GetUnits} of "
        + $"{conditions.Of(set.Get ?? set.Buy)} are {Percent(set.BasisPoints)} off{ByLine(award)}.",
        $"每购买{conditions.Of(set.Buy)} {set.BuyUnits} 件,{conditions.Of(set.Get ?? set.Buy)} {set.GetUnits} 件减 "
        + $"{Percent(set.BasisPoints)}{ByLine(award)}。");

    /// <summary>Of which lines a discount is.</summary>
    private string ByLine(Award award)
    {
        var parts = record.Result.Lines.SelectMany(
            l => l.Discounts.Where(d => d.Rule == award.Rule), (l, d) => language.Say(
                $"{money.Text(d.MinorUnits)} of line {l.Number}", $"第 {l.Number} 行 {money.Text(d.MinorUnits)}"));
        return string.Join(", ", parts) is { Length: > 0 } text ? language.Say($": {text}", $":{text}") : "";
    }

    private string Price(MemberPrice price) => price.PriceCase == MemberPrice.PriceOneofCase.UnitMinorUnits
        ? money.Text(price.UnitMinorUnits)
        : language.Say(
            $"{Percent(price.BasisPointsOfList)} of its list price", $"原价的 {Percent(price.BasisPointsOfList)}");

    private string Amount(Award award, long units) =>
        award.GaveCase == Award.GaveOneofCase.DiscountMinorUnits ? money.Text(units) : Tables.Cell(units);

    private static long Given(Award award) =>
        award.GaveCase == Award.GaveOneofCase.DiscountMinorUnits ? award.DiscountMinorUnits : award.Coins?.Units ?? 0;

    private static string Percent(int basisPoints) => Decimal(basisPoints / BasisPointsPerPercent) + " %";

    private static string Decimal(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>A receipt for people, in lines of plain text. Coins are shown with their display codes and decimal places,
/// settlement money as money, a rate as the money for one coin. Pure.</summary>
internal static class ReceiptText
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    private sealed record Words(
        string Payment, string Conversion, string When, string Merchant, string Member, string Reference, string Gave,
        string Redeemed, string Received,
        string Rate, string Own, string Fee, string Board, string Shares, string Total, string Alliance,
        string GivenBack, string UndoUntil,
        Func<ShareKind, string> Kind);

    private static readonly Words InEnglish = new(
        "Payment", "Conversion", "Time", "Merchant", "Member", "Reference", "Given", "Redeemed", "Received",
        "off-value {0}, on-value {1}", "its own coin",
        ", fee {0}%", "Board", "Who kept what", "together", "the alliance", "Given back since", "Can be undone until",
        kind => kind switch
        {
            ShareKind.Value => "value",
            ShareKind.Spread => "spread",
            ShareKind.Fee => "fee",
            _ => "rounding",
        });

    private static readonly Words InChinese = new(
        "支付", "兑换", "时间", "商户", "会员", "业务单号", "付出", "核销", "获得", "付 {0}，收 {1}", "商户自有积分",
        "，手续费 {0}%", "牌价", "各方所得", "合计", "联盟", "之后退回", "可撤销至", kind => kind switch
        {
            ShareKind.Value => "面值",
            ShareKind.Spread => "价差",
            ShareKind.Fee => "手续费",
            _ => "尾差",
        });

    public static string Of(V1.Exchange exchange, DirectorySnapshot directory, SettlementMoney money, string language)
    {
        var words = language == Chinese ? InChinese : InEnglish;
        var text = new StringBuilder();
        var detail = exchange.Detail;
        Line(detail.Received is null ? words.Payment : words.Conversion, ResourceNames.LastPart(exchange.Name));
        Line(words.When, Moment(exchange.CreateTime));
        if (exchange.Merchant.Length > 0)
            Line(words.Merchant, exchange.Merchant);
        if (exchange.Member.Length > 0)
            Line(words.Member, exchange.Member);
        if (exchange.ExternalReference.Length > 0)
            Line(words.Reference, exchange.ExternalReference);
        foreach (var leg in exchange.Receipt.Legs)
            Line(words.Gave, $"{Show(leg.Paid)} → {Show(leg.Gives)}  ({TermsOf(leg)})");
        if (exchange.Redeemed is { } redeemed)
            Line(words.Redeemed, Show(redeemed));
        if (exchange.Received is { } received)
            Line(words.Received, Show(received));
        if (exchange.RefundedUnits > 0 && (exchange.Redeemed ?? exchange.Received) is { } spent)
            Line(words.GivenBack, Show(new CoinAmount { Coin = spent.Coin, Units = exchange.RefundedUnits }));
        else if (exchange.UndoUntilTime is { } until)
            Line(words.UndoUntil, Moment(until));
        Line(words.Board, detail.Board);
        if (exchange.Receipt.Reference is { } reference)
        {
            text.Append(words.Shares).Append('\n');
            foreach (var share in exchange.Receipt.Shares)
                Line("  " + (share.Party == ResourceNames.Alliance ? words.Alliance : share.Party),
                    $"{money.Text(share.Amount.Units)}  {words.Kind(share.Kind)}");
            Line("  " + words.Total, money.Text(reference.Units));
        }
        return text.ToString();

        void Line(string label, string value) => text.Append(label).Append(": ").Append(value).Append('\n');

        string TermsOf(ExchangeLeg leg)
        {
            if (Breakdown.IsOwn(leg))
                return words.Own;
            var rate =
                string.Format(CultureInfo.InvariantCulture, words.Rate, PerCoin(leg.OffValueUnits, leg.Paid.Coin),
                PerCoin(leg.OnValueUnits, leg.Gives.Coin));
            if (leg is { FeeBasisPoints: 0, FeeFixedUnits: 0 })
                return rate;
            var fee = string.Format(CultureInfo.InvariantCulture, words.Fee, leg.FeeBasisPoints / 100m);
            return $"{rate}{fee}{(leg.FeeFixedUnits > 0 ? $" + {money.Text(leg.FeeFixedUnits)}" : "")}";
        }

        string PerCoin(long unitsPerUnit, string coin)
        {
            var units = (Int128)unitsPerUnit;
            for (var i = 0; i < (CoinOf(coin)?.Scale ?? 0); i++)
                units *= 10;
            return money.Text(units);
        }

        DirectoryCoin? CoinOf(string name) =>
            ResourceNames.TryCoin(name, out var id) ? directory.Coins.GetValueOrDefault(id) : null;

        string Show(CoinAmount amount)
        {
            if (CoinOf(amount.Coin) is not { } coin)
                return $"{amount.Units} {amount.Coin}";
            return $"{Decimal(amount.Units, coin.Scale)} {coin.DisplayCode}";
        }
    }

    private static string Moment(Timestamp time) =>
        time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Units with so many decimal places, exactly.</summary>
    private static string Decimal(long units, int scale)
    {
        var digits = units.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
    }
}

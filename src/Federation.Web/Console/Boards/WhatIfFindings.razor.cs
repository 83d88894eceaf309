using Federation.Design;
using Federation.Exchange.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>What a board would have done: the finding as a sentence, by day and by brand.</summary>
public sealed partial class WhatIfFindings : WebPage
{
    [Parameter, EditorRequired]
    public required WhatIfResult Result { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WhatIfDay> Days { get; set; }

    [Parameter, EditorRequired]
    public required WhatIfQuery Query { get; set; }

    /// <summary>Decimal places of a settlement unit.</summary>
    [Parameter, EditorRequired]
    public required int Scale { get; set; }

    /// <summary>All coins, by their ids.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<string, CoinView> Coins { get; set; }

    private PartnerEffect? Winner => Result.Partners.MaxBy(p => p.GainUnits) is { GainUnits: > 0 } best ? best : null;

    private PartnerEffect? Loser => Result.Partners.MinBy(p => p.GainUnits) is { GainUnits: < 0 } worst ? worst : null;

    private string Finding => (Winner, Loser) switch
    {
        ({ } best, { } worst) => T.GainsAndLoses(
            BrandOf(best.Partner), Money(best.GainUnits), F.Count(Query.ToRequest().Days),
            BrandOf(worst.Partner), Money(-worst.GainUnits)),
        ({ } best, null) => T.GainsOnly(
            BrandOf(best.Partner), Money(best.GainUnits), F.Count(Query.ToRequest().Days)),
        (null, { } worst) => T.LosesOnly(
            BrandOf(worst.Partner), Money(-worst.GainUnits), F.Count(Query.ToRequest().Days)),
        _ => T.NobodyGains,
    };

    private string Period => T.FromToDay(F.Date(DayOf(Result.FromTime)), F.Date(DayOf(Result.ToTime)));

    private IReadOnlyList<TableColumn> Heads =>
    [
        new(T.BoardBrandHead), new(T.BoardGivenHead, true), new(T.TakenHead, true), new(T.PaidThen, true),
        new(T.PaidNow, true), new(T.GotThen, true), new(T.GotNow, true), new(T.GainHead, true),
    ];

    /// <summary>The gain of each brand, added up day by day: of those that gain or lose most, five at most.</summary>
    private ChartFigures Figures
    {
        get
        {
            // It begins at zero, on the day before anything was exchanged.
            var last = DayOf(Result.ToTime);
            var first = Days.Count == 0 ? DayOf(Result.FromTime) : DayOf(Days[0]).AddDays(-1);
            var dates = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).ToList();
            var gains = Days.SelectMany(d => d.Partners.Select(p => (
                    p.Partner, Date: DayOf(d), p.GainUnits)))
                .ToLookup(g => g.Partner);
            return new ChartFigures(
                Finding, T.UpToDay, [.. dates.Select(F.Day)],
                [
                    .. Result.Partners.OrderByDescending(p => Int128.Abs(p.GainUnits)).Select(p => new ChartSeries(
                        BrandOf(p.Partner), ColourOf(p.Partner), AddedUp(dates, gains[p.Partner]
                            .ToDictionary(g => g.Date, g => g.GainUnits)))),
                ],
                Money);
        }
    }

    private static List<long?> AddedUp(IReadOnlyList<DateOnly> dates, Dictionary<DateOnly, long> gains)
    {
        var (sum, sums) = (0L, new List<long?>());
        foreach (var date in dates)
            sums.Add(sum += gains.GetValueOrDefault(date));
        return sums;
    }

    private int ColourOf(string partner) => GraphNode.Of(
        Coins.Values.FirstOrDefault(c => c.Partner == partner)?.Id ?? ResourceNames.LastPart(partner), "").Colour;

    private CoinView CoinOf(string name) => Coins.GetValueOrDefault(CoinView.IdOf(name))
        ?? CoinView.Unknown(CoinView.IdOf(name));

    private string BrandOf(string partner) =>
        Coins.Values.FirstOrDefault(c => c.Partner == partner)?.BrandIn(Look.Language)
        ?? ResourceNames.LastPart(partner);

    private static DateOnly DayOf(WhatIfDay day) => new(day.Date.Year, day.Date.Month, day.Date.Day);

    private static DateOnly DayOf(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        DateOnly.FromDateTime(time.ToDateTime());

    private string Money(long units)
    {
        var shown = SettlementMoney.Shown(new() { Currency = Result.Currency, Units = units }, Scale);
        return F.Money(shown.Units, shown.Scale, shown.Currency);
    }

    private string Change(long units)
    {
        var shown = SettlementMoney.Shown(new() { Currency = Result.Currency, Units = units }, Scale);
        return F.MoneyChange(shown.Units, shown.Scale, shown.Currency);
    }
}

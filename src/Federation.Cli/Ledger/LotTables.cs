using Federation.Ledger.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Lots and holds as people read them.</summary>
internal static class LotTables
{
    public static Table Lots(IEnumerable<Lot> lots)
    {
        var table = Tables.Of("lot", "expires", "available from", "#units", "#held");
        foreach (var lot in lots)
            table.Row(lot.Terms.Provenance, Expires(lot.Terms), AvailableFrom(lot.Terms), lot.Units, lot.HeldUnits);
        return table;
    }

    public static Table Holds(IEnumerable<Hold> holds)
    {
        var table = Tables.Of(
            "hold", "state", "#units", "#captured", "#released", "#still held", "until", "made", "by", "reference");
        foreach (var h in holds)
            table.Row(
                h.Name, h.State, h.Units, h.CapturedUnits, h.ReleasedUnits, h.RemainingUnits, h.ExpireTime,
                h.CreateTime,
                h.Principal, h.ExternalReference);
        return table;
    }

    public static string Expires(LotTerms terms) => (terms.ExpireTime, terms.ExpiresWithActivity) switch
    {
        (null, false) => "never",
        (null, true) => "with activity",
        ({ } time, false) when terms.NoticePending => Tables.Cell(time) + ", once announced",
        ({ } time, false) => Tables.Cell(time),
        ({ } time, true) => Tables.Cell(time) + ", later with activity",
    };

    public static string AvailableFrom(LotTerms terms) => terms switch
    {
        { AwaitsConfirmation: true } => "confirmation",
        { AvailableTime: { } time } => Tables.Cell(time),
        _ => "at once",
    };
}

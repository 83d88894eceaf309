using GoogleDate = Google.Type.Date;

namespace Federation.Rules;

/// <summary>What a brand chooses for a template.</summary>
/// <param name="Coin">The coin that it gives, <c>coins/{id}</c>.</param>
/// <param name="Currency">ISO 4217 code. A template's sums are in whole units of it: yuan, euros, yen.</param>
/// <param name="SettlementUnitsPerMinorUnit">Settlement units for each minor unit.</param>
/// <param name="TimeZone">An IANA name.</param>
/// <param name="Start">The first day of what it gives for some days only; a date that exists.</param>
public sealed record TemplateChoice(
    string Coin, string Currency, long SettlementUnitsPerMinorUnit, string TimeZone, GoogleDate Start)
{
    /// <summary>Whole units of the currency in minor units.</summary>
    internal long Money(long units) =>
        Enumerable.Repeat(10L, Currencies.DigitsOf(Currency)).Aggregate(units, (product, ten) => product * ten);
}

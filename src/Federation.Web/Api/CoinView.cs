using Federation.Design;
using Federation.Partners.V1;

namespace Federation.Web;

/// <summary>A coin and its brand, as pages show them.</summary>
/// <param name="Id">The coin's id.</param>
/// <param name="Partner">Its issuer, <c>partners/{id}</c>.</param>
/// <param name="Code">Its code.</param>
/// <param name="Scale">How many decimal places a unit has.</param>
/// <param name="English">Its brand in English.</param>
/// <param name="Chinese">Its brand in Chinese.</param>
/// <param name="Zone">In which its days end.</param>
public sealed record CoinView(
    string Id, string Partner, string Code, int Scale, string English, string Chinese, TimeZoneInfo Zone)
{
    /// <summary>Its name in the API.</summary>
    public string Name => ResourceNames.Coin(Id);

    /// <summary>A coin that the catalogue does not know yet: it is shown by its id.</summary>
    public static CoinView Unknown(string id) => new(id, "", id.ToUpperInvariant(), 0, id, id, TimeZoneInfo.Utc);

    public static string IdOf(string name) => ResourceNames.LastPart(name);

    public static CoinView Of(Coin coin, Partner? brand)
    {
        var english = Isolated.Of(brand?.DisplayName is { Length: > 0 } name ? name : coin.DisplayName);
        return new CoinView(
            IdOf(coin.Name), coin.Partner, Isolated.Of(coin.DisplayCode), coin.Scale, english,
            brand?.DisplayNameZh is { Length: > 0 } chinese ? Isolated.Of(chinese) : english,
            TimeZoneInfo.TryFindSystemTimeZoneById(coin.Expiry?.TimeZone ?? "", out var zone)
                ? zone : TimeZoneInfo.Utc);
    }

    public string BrandIn(Language language) => language is Language.Chinese ? Chinese : English;

    public CoinAmount Amount(long units) => new(units, Scale, Code);

    /// <summary>The day of the coin's zone in which a time falls.</summary>
    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    /// <summary>The day at whose end coins expire that end at a time.</summary>
    public DateOnly LastDay(DateTimeOffset expires) => DayOf(expires.AddTicks(-1));
}

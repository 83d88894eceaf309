using Federation.Client;
using Federation.Exchange.V1;

namespace Federation.Scenarios;

/// <summary>Conversions of 60 of aster's coins to 39 of birch's, which birch asked for.</summary>
/// <param name="OpenId">The request_id of <paramref name="Open"/>.</param>
/// <param name="Open">One of Zoe's that can be undone.</param>
/// <param name="Undone">One of Zoe's that was undone.</param>
/// <param name="UndoId">The request_id of that.</param>
/// <param name="Late">One of Zoe's of the day before.</param>
/// <param name="Spent">One of Max's, whose coins were redeemed at birch.</param>
internal sealed record ConversionsMade(
    string OpenId, string Open, string Undone, string UndoId, string Late, string Spent)
{
    public static async Task<string> OneAsync(HostileAlliance a) => (await ConvertAsync(a, a.Zoe)).Name;

    public static async Task<ConversionsMade> OnAsync(HostileAlliance a, string late)
    {
        var (openId, undoId) = (RequestIds.New(), RequestIds.New());
        var open = (await ConvertAsync(a, a.Zoe, openId)).Name;
        var undone = (await ConvertAsync(a, a.Zoe)).Name;
        await a.Birch.Exchanges.UndoConvertAsync(new UndoConvertRequest { RequestId = undoId, Exchange = undone });
        var spent = await ConvertAsync(a, a.Max);
        await a.Birch.Ledger.RedeemAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = a.Max.AtBirch,
            Amount = Alliance.Coins("birch", spent.Received.Units)
        });
        return new ConversionsMade(openId, open, undone, undoId, late, spent.Name);
    }

    private static async Task<Exchange.V1.Exchange> ConvertAsync(
        HostileAlliance a, KnownMember member, string? requestId = null) =>
        (await a.Birch.Exchanges.ConvertAsync(new ConvertRequest
        {
            RequestId = requestId ?? RequestIds.New(),
            Member = member.AtBirch,
            Pay = Alliance.Coins("aster", 60),
            OtherCoin = "coins/birch",
        })).Exchange;
}

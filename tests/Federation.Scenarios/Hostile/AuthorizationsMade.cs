using Federation.Client;
using Federation.Exchange.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>Authorizations of birch's on Zoe's coins of aster's.</summary>
/// <param name="OpenId">The request_id of <paramref name="Open"/>.</param>
/// <param name="Open">300 coins for 198, of which 98 were captured and 100 are left.</param>
/// <param name="CaptureId">The request_id of the capture of 98.</param>
/// <param name="Captured">15 coins for 9, captured whole.</param>
/// <param name="Released">15 coins for 9, released.</param>
/// <param name="ReleaseId">The request_id of that.</param>
/// <param name="Expired">15 coins for 9, for a minute that has passed.</param>
internal sealed record AuthorizationsMade(
    string OpenId, string Open, string CaptureId, string Captured, string Released, string ReleaseId, string Expired)
{
    /// <summary>The journal of the open one.</summary>
    public string Journal => Open.Replace("authorizations/", "journals/", StringComparison.Ordinal);

    public static async Task<string> ForAMinuteAsync(HostileAlliance a) =>
        (await AuthorizeAsync(a, 15, lifetime: 60)).Name;

    public static async Task<AuthorizationsMade> OnAsync(HostileAlliance a, string expired)
    {
        var exchanges = a.Birch.Exchanges;
        var (openId, captureId, releaseId) = (RequestIds.New(), RequestIds.New(), RequestIds.New());
        var open = (await AuthorizeAsync(a, 300, openId)).Name;
        await exchanges.CaptureAsync(
            new CaptureRequest { RequestId = captureId, Authorization = open, Units = 98, KeepRest = true });
        var captured = (await AuthorizeAsync(a, 15)).Name;
        await exchanges.CaptureAsync(
            new CaptureRequest { RequestId = RequestIds.New(), Authorization = captured, All = true });
        var released = (await AuthorizeAsync(a, 15)).Name;
        await exchanges.ReleaseAsync(new ReleaseRequest { RequestId = releaseId, Authorization = released });
        return new AuthorizationsMade(openId, open, captureId, captured, released, releaseId, expired);
    }

    private static async Task<Authorization> AuthorizeAsync(
        HostileAlliance a, long units, string? requestId = null, int lifetime = 0) =>
        (await a.Birch.Exchanges.AuthorizeAsync(new AuthorizeRequest
        {
            RequestId = requestId ?? RequestIds.New(),
            Merchant = "partners/birch/merchants/till",
            Member = a.Zoe.AtBirch,
            Pay = Alliance.Coins("aster", units),
            Lifetime = lifetime == 0 ? null : new Duration { Seconds = lifetime },
        })).Authorization;
}

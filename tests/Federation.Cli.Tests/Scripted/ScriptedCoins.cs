using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Coins: each belongs to the brand of its first word, <c>aster-gold</c> to <c>aster</c>.</summary>
internal sealed class ScriptedCoins(ScriptedAnswers directory) : CoinService.CoinServiceBase
{
    public override Task<DefineCoinResponse> DefineCoin(DefineCoinRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new DefineCoinResponse
        {
            Coin = new Coin { Name = "coins/" + request.CoinId, Partner = request.Partner, Expiry = request.Expiry },
        });

    public override Task<GetCoinResponse> GetCoin(GetCoinRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new GetCoinResponse { Coin = Of(request.Name) });

    public override Task<ListCoinsResponse> ListCoins(ListCoinsRequest request, ServerCallContext context) =>
        directory
            .Answer(request, () => new ListCoinsResponse { Coins = { Of("coins/aster"), Of("coins/aster-gold") } });

    private static Coin Of(string name) =>
        new()
        {
            Name = name,
            Partner = "partners/" + name["coins/".Length..].Split('-')[0],
            Expiry = new ExpiryRule { Days = 180 },
        };
}

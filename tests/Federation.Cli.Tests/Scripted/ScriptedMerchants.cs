using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Merchants: every till's coin is birch's.</summary>
internal sealed class ScriptedMerchants(ScriptedAnswers directory) : MerchantService.MerchantServiceBase
{
    public override Task<GetMerchantResponse> GetMerchant(GetMerchantRequest request, ServerCallContext context) =>
        Task.FromResult(
            new GetMerchantResponse { Merchant = new Merchant { Name = request.Name, Coin = "coins/birch" } });

    public override Task<CreateMerchantResponse> CreateMerchant(CreateMerchantRequest request,
        ServerCallContext context) =>
        directory.Answer(request, () => new CreateMerchantResponse
        {
            Merchant = new Merchant { Name = $"{request.Parent}/merchants/{request.MerchantId}", Coin = request.Coin },
        });

    public override Task<ListMerchantsResponse> ListMerchants(ListMerchantsRequest request,
        ServerCallContext context) =>
        directory.Answer(request, () => new ListMerchantsResponse
        {
            Merchants = { new Merchant { Name = request.Parent + "/merchants/store", Coin = "coins/birch" } },
        });
}

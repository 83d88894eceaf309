using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<CreatePayCodeResponse> CreatePayCode(
        CreatePayCodeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partnerId = caller.RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        var (coinId, units) = form.Amount(request.Maximum, "maximum");
        (string, string)? merchant = request.Merchant.Length > 0 ? form.Merchant(request.Merchant, "merchant") : null;
        form.Done();
        var directory = await partners.WithAsync(
            d => !d.IsSuspended(partnerId) && d.Coins.ContainsKey(coinId)
            && (merchant is null || d.Merchants.ContainsKey(merchant.Value)),
            context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        var code = codes.PayCode(caller.Principal, requestId);
        var response = await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(context, partnerId, request.Member);
            RequireOwnCoin(directory, caller, coinId);
            if (merchant is not null && !directory.Merchants.ContainsKey(merchant.Value))
                throw new RefusalException(Refusal.NotFound(ErrorReason.MerchantNotFound, request.Merchant));
            RequireActing(directory, membership, request.Member, now);
            await RequireFewCodesAsync(OpenPayCodes(membership), options.Value.OpenPayCodes, "pay",
                context.CancellationToken);
            var payCode = new PayCode
            {
                Hash = code.Hash,
                MemberId = membership.MemberId,
                PartnerId = partnerId,
                CoinId = coinId,
                MaximumUnits = units,
                Merchant = request.Merchant,
                ExpireTime = time.UtcNow() + options.Value.PayCodeLife,
            };
            db.PayCodes.Add(payCode);
            return new CreatePayCodeResponse { ExpireTime = Timestamp.FromDateTimeOffset(payCode.ExpireTime) };
        });
        // Only now, so that the recorded answer does not hold it.
        response.PayCode = code.ToString();
        return response;
    }

    private static void RequireOwnCoin(DirectorySnapshot directory, Caller caller, string coinId)
    {
        if (!directory.Coins.TryGetValue(coinId, out var coin))
            throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coinId)));
        caller.RequireOwn(coin.PartnerId, ResourceNames.Coin(coinId));
    }
}

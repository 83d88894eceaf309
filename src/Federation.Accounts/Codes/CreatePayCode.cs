using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<CreatePayCodeResponse> CreatePayCode(
        CreatePayCodeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        var asked = AskedPayCode.Of(form, request, deployment.Value.SettlementCurrency);
        (string, string)? merchant = request.Merchant.Length > 0 ? form.Merchant(request.Merchant, "merchant") : null;
        form.Done();
        var directory = await partners.WithAsync(
            d => !(caller.PartnerId is { } brand && d.IsSuspended(brand)) && asked.Coins.All(d.IsAtWork)
            && (merchant is null || d.IsOpen(merchant.Value)),
            context.CancellationToken);
        RequireProven(caller, directory, asked.Coins);
        var now = await clock.NowAsync(context.CancellationToken);
        var code = codes.PayCode(caller.Principal, requestId);
        var response = await OnceAsync(requestId, request, context, async () =>
        {
            var memberships = await LockOwnAsync(context, IssuersOf(caller, directory, asked.Coins), request.Member);
            foreach (var coin in asked.Coins)
                RequireOwnCoin(directory, caller, coin);
            if (merchant is { } till && directory.Till(till.Item1, till.Item2) is { } stopped)
                throw new RefusalException(stopped);
            foreach (var membership in memberships)
                RequireActing(directory, membership, request.Member, now);
            var payCode = NewPayCode(code, memberships, asked, request.Merchant);
            await RequireFewCodesAsync(OpenPayCodes(payCode), options.Value.OpenPayCodes, "pay",
                context.CancellationToken);
            db.PayCodes.Add(payCode);
            return new CreatePayCodeResponse { ExpireTime = Timestamp.FromDateTimeOffset(payCode.ExpireTime) };
        });
        // Only now, so that the recorded answer does not hold it.
        response.PayCode = code.ToString();
        return response;
    }

    private PayCode NewPayCode(
        Code code, List<Membership> memberships, AskedPayCode asked, string merchant) => new()
        {
            Hash = code.Hash,
            MemberId = memberships[0].MemberId,
            PartnerId = memberships.Count == 1 ? memberships[0].PartnerId : "",
            CoinId = asked.InMoney ? "" : asked.Coins[0],
            Coins = asked.InMoney ? string.Join(' ', asked.Coins) : null,
            MaximumUnits = asked.Units,
            Merchant = merchant,
            ExpireTime = time.UtcNow() + options.Value.PayCodeLife,
        };

    /// <summary>The brands through whose links a code is made: the one that calls, or the issuers of a member's coins,
    /// as far as there are such coins.</summary>
    private static IReadOnlyCollection<string> IssuersOf(
        Caller caller, DirectorySnapshot directory, IEnumerable<string> coins) => caller.Member is null
        ? [caller.RequirePartner()]
        : [.. coins.Select(directory.Coins.GetValueOrDefault).OfType<DirectoryCoin>().Select(c => c.PartnerId)
            .Distinct(StringComparer.Ordinal)];

    /// <summary>Refuses a member's session that has not shown the member to be customer of all issuers. Before a
    /// command is looked up: its answer is not for such a session either.</summary>
    private static void RequireProven(Caller caller, DirectorySnapshot directory, IEnumerable<string> coins)
    {
        foreach (var coin in coins)
            if (directory.Coins.TryGetValue(coin, out var known))
                caller.RequireProven(known.PartnerId, ResourceNames.Coin(coin));
    }

    private static void RequireOwnCoin(DirectorySnapshot directory, Caller caller, string coinId)
    {
        if (!directory.Coins.TryGetValue(coinId, out var coin))
            throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coinId)));
        if (caller.Member is null)
            caller.RequireOwn(coin.PartnerId, ResourceNames.Coin(coinId));
    }
}

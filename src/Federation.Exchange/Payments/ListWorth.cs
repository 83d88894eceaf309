using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    private const int UsualWorths = 20;
    private const int MaxWorths = 50;

    public override async Task<ListWorthResponse> ListWorth(ListWorthRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        form.Member(request.Member, "member");
        (string Partner, string Merchant)? till =
            request.Merchant.Length == 0 ? null : form.Merchant(request.Merchant, "merchant");
        form.Check(request.PageSize is >= 0 and <= MaxWorths, "page_size",
            $"must be 0 (for {UsualWorths}) to {MaxWorths}");
        form.Done();
        var size = request.PageSize == 0 ? UsualWorths : request.PageSize;
        var member = RequireSelf(caller, request.Member);
        var query = $"{context.Method} {caller.Principal} {request.Merchant}";
        var after = pages.Read(query, request.PageToken) ?? "";

        var (snapshot, wallets, now) = await OwnWalletsAsync(caller, member, till, context);
        var board = await BoardAtAsync(now, context.CancellationToken);
        var list = new WorthList(snapshot, board, now, till is { } shop ? snapshot.Merchants[shop] : null);
        var page = wallets.Where(w => string.CompareOrdinal(w.Coin, after) > 0).Take(size + 1).ToList();
        var response = list.Totals(wallets);
        response.Worths.AddRange(page.Take(size).Select(list.Of));
        if (page.Count > size)
            response.NextPageToken = pages.Write(query, page[size - 1].Coin);
        return response;
    }

    /// <summary>The wallets that a member may see, by coin, with the brands, and alliance time.</summary>
    /// <exception cref="RefusalException">MERCHANT_NOT_FOUND.</exception>
    private async Task<(DirectorySnapshot Directory, List<Wallet> Wallets, DateTimeOffset Now)> OwnWalletsAsync(
        Caller caller, MemberId member, (string Partner, string Merchant)? till, ServerCallContext context)
    {
        var read = await posting.GetMemberWalletsAsync(
            new GetMemberWalletsRequest { MemberId = member.ToString() }, context.Onward());
        // What is suspended or missing may have been resumed or made since.
        var snapshot = await directory.WithAsync(
            d => read.Wallets.All(w => IsAtWork(d, w.Coin))
                && (till is not { } shop || (d.IsOpen(shop) && !d.IsSuspended(shop.Partner))),
            context.CancellationToken);
        if (till is { } unknown && !snapshot.Merchants.ContainsKey(unknown))
            throw new RefusalException(Hosting.Refusal.NotFound(
                ErrorReason.MerchantNotFound, ResourceNames.Merchant(unknown.Partner, unknown.Merchant)));
        var own = read.Wallets
            .Where(w => CoinOf(snapshot, w.Coin) is { } coin && caller.Brands.Contains(coin.PartnerId))
            .OrderBy(w => w.Coin, StringComparer.Ordinal);
        return (snapshot, [.. own], read.Now.ToDateTimeOffset());
    }

    private static DirectoryCoin? CoinOf(DirectorySnapshot directory, string name) =>
        ResourceNames.TryCoin(name, out var id) ? directory.Coins.GetValueOrDefault(id) : null;
}

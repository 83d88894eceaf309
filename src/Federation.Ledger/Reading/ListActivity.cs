using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ListActivityResponse> ListActivity(
        ListActivityRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var caller = Caller.Of(context);
        var form = new Form();
        form.Member(request.Member, "member");
        var coin = request.Coin.Length == 0 ? null : form.Coin(request.Coin, "coin");
        form.Check(
            request.Kinds.Distinct().Count() == request.Kinds.Count
            && request.Kinds.All(k => k != JournalKind.Unspecified && Enum.IsDefined(k)), "kinds",
            "must be kinds of journals, each once");
        var start = form.Moment(request.StartTime, "start_time");
        var end = form.Moment(request.EndTime, "end_time");
        form.Check(!(end <= start), "end_time", "must be after start_time");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var member = RequireMember(caller, request.Member);
        var wallets = await ActiveWalletsAsync(caller, member, coin, cancel);
        var query = $"{context.Method} {caller.Principal} {coin} {string.Join(' ', request.Kinds)} {start:O} {end:O}";
        var ranges = pageTokens.Read(query, request.PageToken) is { } token
            ? ActivityRange.Parse(token, wallets)
            : await RangesAsync(wallets, start, end, cancel);
        var journals = await db.ReadActivityAsync(ranges, request.Kinds, size + 1, cancel);
        var page = journals.Take(size).ToList();
        var response = new ListActivityResponse();
        var view = await ViewAsync(caller, page, cancel);
        var reasons = await db.ReadReasonsAsync(page, cancel);
        response.Activities.AddRange(page.Select(j => reasons.Explain(view.Of(j))));
        if (journals.Count > size)
            response.NextPageToken = pageTokens.Write(
                query, ActivityRange.Write(ranges.Select(r => r.Before(page)).Where(r => !r.IsEmpty)));
        return response;
    }

    /// <summary>The wallets that the list is of.</summary>
    /// <exception cref="RefusalException">COIN_NOT_FOUND, BRAND_NOT_PROVEN: of the coin that is named.</exception>
    private async Task<List<WalletRow>> ActiveWalletsAsync(
        Caller caller, Guid member, string? coin, CancellationToken cancel)
    {
        var wallets = await db.Wallets.AsNoTracking()
            .Where(w => w.MemberId == member && (coin == null || w.Coin == coin)).ToListAsync(cancel);
        var snapshot = await directory.WithAsync(
            s => wallets.TrueForAll(w => s.Coins.ContainsKey(w.Coin)) && (coin is null || s.Coins.ContainsKey(coin)),
            cancel);
        if (coin is not null)
        {
            if (!snapshot.Coins.TryGetValue(coin, out var known))
                throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coin)));
            caller.RequireProven(known.PartnerId, ResourceNames.Coin(coin));
        }
        return wallets.FindAll(w => JournalAccess.SeesCoin(caller, snapshot, w.Coin));
    }

    /// <summary>The period as versions: what is booked while the pages are read is in none of them.</summary>
    private async Task<List<ActivityRange>> RangesAsync(
        List<WalletRow> wallets, DateTimeOffset? start, DateTimeOffset? end, CancellationToken cancel)
    {
        var ranges = new List<ActivityRange>();
        foreach (var wallet in wallets)
            ranges.Add(new ActivityRange(
                wallet.Id, wallet.Coin,
                start is { } from ? await db.LastVersionBeforeAsync(wallet, from, cancel) : 0,
                end is { } to ? await db.LastVersionBeforeAsync(wallet, to, cancel) : wallet.Version));
        return ranges.FindAll(r => !r.IsEmpty);
    }
}

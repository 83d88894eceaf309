using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxExpiring = 1000;

    public override async Task<ListExpiringResponse> ListExpiring(
        ListExpiringRequest request, ServerCallContext context)
    {
        var form = new Form();
        var from = form.Moment(request.FromTime, "from_time");
        var to = form.Moment(request.ToTime, "to_time");
        form.Check(from is not null && to is not null && from < to, "to_time", "must be after from_time");
        form.Check(request.PageSize is >= 0 and <= MaxExpiring, "page_size", $"must be 0 to {MaxExpiring}");
        form.Check(TryAfter(request.PageToken, out var after), "page_token", "must be one that was given");
        form.Done();
        var size = request.PageSize == 0 ? MaxExpiring : request.PageSize;
        var cancel = context.CancellationToken;
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var now = (await db.ReadClockAsync(time, cancel)).AllianceTime;
        // The lots that end before the first whole minute from `to_time` on.
        var (first, last) = (Lot.FirstEndingAt(from.GetValueOrDefault()), Lot.FirstEndingAt(to.GetValueOrDefault()));
        var rows = await (
            from lot in db.Lots.AsNoTracking()
            join wallet in db.Wallets.AsNoTracking() on lot.WalletId equals wallet.Id
            where lot.Lot >= first && lot.Lot < last && lot.Remaining > lot.Held
                && (lot.Lot > after.Lot || (lot.Lot == after.Lot && lot.WalletId > after.Wallet))
            orderby lot.Lot, lot.WalletId
            select new { lot.Lot, lot.WalletId, lot.Remaining, lot.Held, wallet.MemberId, wallet.Coin, wallet.State })
                .Take(size).ToListAsync(cancel);
        var response = new ListExpiringResponse
        {
            AsOfTime = now.ToTimestamp(),
            NextPageToken = rows.Count < size ? "" : $"{rows[^1].Lot:x16}{rows[^1].WalletId:N}",
        };
        response.Coins.AddRange(
            from row in rows
            let lot = new Lot(row.Lot)
            // What is gone is the sweeper's, and what is pending cannot be spent before it ends.
            where lot.CanBeTaken(now, null) && row.State == V1.WalletState.Active
            select new ExpiringCoins
            {
                MemberId = $"{row.MemberId:D}",
                CoinId = row.Coin,
                ExpireTime = lot.ExpiresAt?.ToTimestamp(),
                Units = row.Remaining - row.Held,
                NoticePending = lot.IsUnannounced,
            });
        return response;
    }

    private static bool TryAfter(string token, out (long Lot, Guid Wallet) after)
    {
        after = default;
        if (token.Length == 0)
            return true;
        return token.Length == 48
            && long.TryParse(token.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out after.Lot)
            && Guid.TryParseExact(token.AsSpan(16), "N", out after.Wallet);
    }
}

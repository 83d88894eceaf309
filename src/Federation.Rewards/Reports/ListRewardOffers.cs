using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    // Each has at most six tallies, which the ledger reads at once.
    private const int MostOffers = 50;

    public override async Task<ListRewardOffersResponse> ListRewardOffers(
        ListRewardOffersRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        form.Member(request.Member, "member");
        form.Check(
            request.PageSize is >= 0 and <= MostOffers, "page_size", $"must be 0 (for {MostOffers}) to {MostOffers}");
        var partner = OwnParent(form, caller, request.Parent);
        var size = request.PageSize == 0 ? MostOffers : request.PageSize;
        var query = $"{context.Method} {caller.Principal} {partner} {request.Member}";
        var start = pages.Read(query, request.PageToken) ?? "";

        var cancel = context.CancellationToken;
        var named = NamedMember.Of(caller, names, partner, request.Member);
        var consent = await ResolveAsync(partner, named.AtBrand, cancel);
        if (consent.MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var now = await clock.NowAsync(cancel);
        var rows = await After(partner, start)
            .Where(r => (r.State == RewardState.Active || r.State == RewardState.Paused)
                && (r.CloseTime == null || r.CloseTime > now))
            .Take(size + 1).ToListAsync(cancel);
        var options = context.OnwardFor(new PartnerId(partner));
        var asks = new List<RewardAsk>();
        foreach (var row in rows.Take(size))
            asks.Add(await AskAsync(row, named.AtBrand, options));
        var (counted, books) = await ReadAsync(asks.SelectMany(a => a.Reads), consent.MemberId, options);
        var available = books.Wallets.ToDictionary(w => w.Coin, w => w.AvailableUnits, StringComparer.Ordinal);
        return new ListRewardOffersResponse
        {
            Offers = { asks.Select(a => Offer(a, counted, available.GetValueOrDefault(a.Terms.Coin), caller)) },
            NextPageToken = rows.Count > size ? pages.Write(query, rows[size - 1].Id) : "",
        };
    }

    private static RewardOffer Offer(
        RewardAsk ask, Dictionary<ByteString, long> counted, long available, Caller caller)
    {
        var offer = new RewardOffer
        {
            Reward = ToMessage(ask.Reward),
            OpenTime = ask.Price.OpenTime?.ToTimestamp(),
            Level = ask.Level,
            Obstacles = { ask.Obstacles(counted, available) },
            MissingUnits = Math.Max(0, ask.Price.Units - available),
        };
        if (ask.Price.Units > 0)
            offer.Price = new CoinAmount { Coin = ask.Terms.Coin, Units = ask.Price.Units };
        if (ask.Terms.LimitedStock)
            offer.Reward.StockUnits = counted[RewardTallies.Stock(ask.Reward.Name)];
        if (caller.Member is null)
            return offer;
        // Its own price is what concerns a member.
        (offer.Reward.Revision, offer.Reward.Terms.PriceUnits) = (0, 0);
        offer.Reward.Terms.Levels.Clear();
        offer.Reward.Terms.Checks = null;
        return offer;
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    private const long MostPieces = 1_000_000_000;

    public override async Task<AddStockResponse> AddStock(AddStockRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Check(
            request.Units is >= -MostPieces and <= MostPieces and not 0, "units",
            $"must be -{MostPieces} to {MostPieces}, and not 0");
        form.Text(request.Reason, "reason", 1, 200);
        var name = OwnReward(form, caller, request.Name, "name");

        var cancel = context.CancellationToken;
        var terms = (await GetAsync(name, cancel)).ReadTerms();
        if (!terms.LimitedStock || terms.Kind == RewardKind.Code)
            throw new RefusalException(
                ErrorReason.RewardStockNotCounted,
                terms.LimitedStock
                    ? $"The stock of {name} is what its pool of codes has; add codes."
                    : $"The stock of {name} is not limited.");
        await RequireAtWorkAsync(name.PartnerId, cancel);
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var stock = await StockAsync(name, context.CancellationToken);
                var bundle = StockBundle(name, request.Units, request.Reason, requestId, request, context);
                if (stock + request.Units < 0)
                    bundle = Refused(bundle, new Refusal(
                        ErrorReason.RewardOutOfStock, $"{name} has {stock} pieces; {-request.Units} cannot go.")
                        .With("stock", stock));
                var booked = await posting.PostBundleAsync(bundle, context.Onward());
                return new AddStockResponse
                {
                    StockUnits = await StockAsync(name, context.CancellationToken),
                    Journal = booked.Journal.Name,
                    Replayed = booked.Replayed,
                };
            },
            cancel);
    }

    /// <summary>What the ledger books of pieces that come or go.</summary>
    private static PostBundleRequest StockBundle(
        RewardId name, long units, string reason, Guid requestId, IMessage request, ServerCallContext context) => new()
        {
            RequestId = requestId.ToString("D"),
            Fingerprint = ByteString.CopyFrom(Fingerprint.Of(context.Method, request)),
            Kind = JournalKind.Reward,
            Tallies = { new TallyChange { Tally = RewardTallies.Stock(name), Add = units, AtLeast = 0 } },
            Detail = Any.Pack(new StockDetail
            {
                Reward = name.ToString(),
                Units = units,
                Reason = reason,
                Actor = Caller.Of(context).Actor,
            }),
        };
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    private const int MostCodes = 1000;
    private const int LongestCode = 200;

    public override async Task<AddCodesResponse> AddCodes(AddCodesRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Check(request.Codes.Count is >= 1 and <= MostCodes, "codes", $"must be 1 to {MostCodes}");
        foreach (var (code, i) in request.Codes.Take(MostCodes).Select((c, i) => (c, i)))
            form.Text(code, $"codes[{i}]", 1, LongestCode);
        var name = OwnReward(form, caller, request.Name, "name");

        var cancel = context.CancellationToken;
        if ((await GetAsync(name, cancel)).ReadTerms().Kind != RewardKind.Code)
            throw new RefusalException(ErrorReason.RewardStockNotCounted, $"{name} gives no codes.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var twice = request.Codes.ToList().FindIndex(c => !seen.Add(c));
        if (twice >= 0)
            throw new RefusalException(CodePool.Known(twice));
        var snapshot = await DirectoryForAsync(name.PartnerId, _ => true, cancel);
        // First the pool, then the stock: a stop in between leaves codes that nobody has a right to.
        await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(name.PartnerId, snapshot);
            await codes.AddAsync(name, request.Codes, cancel);
            return new AddCodesResponse();
        }, cancel);
        var bundle = StockBundle(name, request.Codes.Count, "codes", requestId, request, context);
        var booked = await posting.PostBundleAsync(bundle, context.Onward());
        return new AddCodesResponse
        {
            StockUnits = await StockAsync(name, context.CancellationToken),
            Journal = booked.Journal.Name,
            Replayed = booked.Replayed,
        };
    }
}

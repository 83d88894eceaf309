using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    private const int MostNewJournals = 100;

    public override async Task<ListJournalsResponse> ListJournals(
        ListJournalsRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var filter = FilterOf(form, request);
        await RequireOwnCoinAsync(caller, form, filter.Coin, request.Coin, cancel);
        var query = $"{context.Method} {caller.Principal} {request.Coin} {string.Join(' ', request.Kinds)} "
            + $"{request.Merchant} {request.StartTime} {request.EndTime} {request.ExternalReference}";
        Guid? before = pageTokens.Read(query, request.PageToken) is { } token ? Guid.Parse(token)
            : filter.End is { } end ? await db.FirstIdAfterAsync(end, cancel) : null;
        var (ids, goOn) = await db.ReadCoinJournalsAsync(filter, before, size + 1, cancel);
        var page = ids.Take(size).Select(id => new JournalId(id)).ToList();
        var read = new List<JournalRecord>();
        foreach (var some in page.Chunk(IdsPerQuery))
        {
            var outcomes = await db.ReadAsync(some, cancel);
            read.AddRange(some.Select(id => outcomes[id].RequireJournal()));
        }
        var view = await ViewAsync(caller, read, cancel);
        var next = ids.Count > size ? page[^1].Value : goOn;
        return new ListJournalsResponse
        {
            Journals = { read.Select(view.Of) },
            NextPageToken = next is { } last ? pageTokens.Write(query, last.ToString("D")) : "",
        };
    }

    public override async Task<CheckNewJournalsResponse> CheckNewJournals(
        CheckNewJournalsRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var form = new Form();
        var coin = form.Coin(request.Coin, "coin");
        JournalId? after = request.After.Length == 0 ? null : form.Journal(request.After, "after");
        await RequireOwnCoinAsync(Caller.Of(context), form, coin, request.Coin, cancel);
        return new CheckNewJournalsResponse
        {
            Count = await db.CountNewerAsync(coin, after?.Value, MostNewJournals, cancel),
        };
    }

    private static CoinJournalFilter FilterOf(Form form, ListJournalsRequest request)
    {
        var coin = form.Coin(request.Coin, "coin");
        form.Check(
            request.Kinds.Distinct().Count() == request.Kinds.Count
            && request.Kinds.All(k => k != JournalKind.Unspecified && Enum.IsDefined(k)), "kinds",
            "must be kinds of journals, each once");
        if (request.Merchant.Length > 0)
            form.Merchant(request.Merchant, "merchant");
        form.ExternalReference(request.ExternalReference);
        var start = form.Moment(request.StartTime, "start_time");
        var end = form.Moment(request.EndTime, "end_time");
        form.Check(!(end <= start), "end_time", "must be after start_time");
        return new CoinJournalFilter(coin)
        {
            Kinds = [.. request.Kinds],
            Merchant = request.Merchant.Length == 0 ? null : request.Merchant,
            ExternalReference = request.ExternalReference.Length == 0 ? null : request.ExternalReference,
            Start = start,
            End = end,
        };
    }

    /// <exception cref="RefusalException">FIELD_INVALID, COIN_NOT_FOUND, NOT_YOURS.</exception>
    private async Task RequireOwnCoinAsync(
        Caller caller, Form form, string coin, string name, CancellationToken cancel)
    {
        form.Done();
        var snapshot = await directory.WithAsync(s => s.Coins.ContainsKey(coin), cancel);
        if (!snapshot.Coins.TryGetValue(coin, out var known))
            throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, name));
        caller.RequireOwn(known.PartnerId, name);
    }
}

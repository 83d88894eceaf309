using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var good = ResourceNames.TryWallet(request.Parent, out var member, out _);
        form.Check(good, "parent", "must be members/{uuid}/wallets/{coin}");
        form.Done();
        var wallet = await RequireWalletAsync(caller, request.Parent, "parent", context.CancellationToken);
        var query = $"{context.Method} {caller.Principal} {request.Parent}";
        var after = pageTokens.Read(query, request.PageToken) is { } start
            ? long.Parse(start, CultureInfo.InvariantCulture) : 0;
        var lines = await LinesAsync(wallet.Id, after, size + 1, context.CancellationToken);
        var response = new ListEntriesResponse();
        response.Lines.AddRange(lines.Take(size).Select(l => l.ToLine(wallet, member!)));
        if (lines.Count > size)
            response.NextPageToken =
                pageTokens.Write(query, lines[size - 1].Entry.Version!.Value.ToString(CultureInfo.InvariantCulture));
        return response;
    }

    private Task<List<Line>> LinesAsync(Guid walletId, long after, int count, CancellationToken cancel) => (
        from entry in db.Entries.AsNoTracking()
        join outcome in db.Outcomes.AsNoTracking() on entry.JournalId equals outcome.Id
        where entry.WalletId == walletId && entry.Version > after
        orderby entry.Version
        select new Line(entry, outcome.Kind, outcome.Time, outcome.ExternalReference)).Take(count).ToListAsync(cancel);

    private sealed record Line(EntryRow Entry, JournalKind Kind, DateTimeOffset Time, string? ExternalReference)
    {
        public StatementLine ToLine(WalletRow wallet, string member) => new()
        {
            Entry = new EntryRecord(
                Entry.Kind, Entry.Asset, Entry.Units, Entry.Party, wallet.Id, wallet.MemberId,
                Entry.BalanceAfter, Entry.Version).ToEntry(member),
            Journal = JournalNames.NameOf(Entry.JournalId),
            Kind = Kind,
            CreateTime = Time.ToTimestamp(),
            ExternalReference = ExternalReference ?? "",
        };
    }
}

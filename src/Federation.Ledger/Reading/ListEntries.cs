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
        var cancel = context.CancellationToken;
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var start = form.Moment(request.StartTime, "start_time");
        var end = form.Moment(request.EndTime, "end_time");
        form.Check(!(end <= start), "end_time", "must be after start_time");
        var key = await RequireWalletAsync(caller, form, request.Parent, "parent", cancel);
        var wallet = await db.Keyed(key).AsNoTracking().SingleOrDefaultAsync(cancel)
            ?? throw WalletNotFound(request.Parent);
        var query = $"{context.Method} {caller.Principal} {request.Parent} {request.StartTime} {request.EndTime}";
        var page = pageTokens.Read(query, request.PageToken) is { } token
            ? StatementPage.Parse(token)
            : await FirstPageAsync(wallet, start, end, cancel);
        var lines = await LinesAsync(wallet.Id, page, size + 1, cancel);
        var response = new ListEntriesResponse
        {
            OpeningBalanceUnits = page.Opening,
            ClosingBalanceUnits = page.Closing
        };
        var member = MemberNamesFor(caller)(wallet.MemberId);
        response.Lines.AddRange(lines.Take(size).Select(l => l.ToLine(wallet, member)));
        if (lines.Count > size && lines[size - 1].Entry.Version is { } last)
            response.NextPageToken = pageTokens.Write(query, (page with { After = last }).ToString());
        return response;
    }

    /// <summary>The period as versions: what is recorded while the pages are read is in none of them.</summary>
    private async Task<StatementPage> FirstPageAsync(
        WalletRow wallet, DateTimeOffset? start, DateTimeOffset? end, CancellationToken cancel)
    {
        var after = start is { } from ? await db.LastVersionBeforeAsync(wallet, from, cancel) : 0;
        var last = end is { } to ? await db.LastVersionBeforeAsync(wallet, to, cancel) : wallet.Version;
        return new StatementPage(
            after, last, await db.BalanceAtAsync(wallet, after, cancel), await db.BalanceAtAsync(wallet, last, cancel));
    }

    private Task<List<Line>> LinesAsync(Guid walletId, StatementPage page, int count, CancellationToken cancel) => (
        from entry in db.Entries.AsNoTracking()
        join outcome in db.Outcomes.AsNoTracking() on entry.JournalId equals outcome.Id
        where entry.WalletId == walletId && entry.Version > page.After && entry.Version <= page.Last
        orderby entry.Version
        select new Line(entry, outcome.Kind, outcome.Time, outcome.EffectiveTime, outcome.ExternalReference))
            .Take(count).ToListAsync(cancel);

    /// <summary>Where a page of a statement starts, and what is the same on each page.</summary>
    /// <param name="After">The version before the page.</param>
    /// <param name="Last">The last version of the period.</param>
    /// <param name="Opening">The balance before the period.</param>
    /// <param name="Closing">The balance after it.</param>
    private sealed record StatementPage(long After, long Last, long Opening, long Closing)
    {
        public static StatementPage Parse(string token)
        {
            var numbers = token.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            return new StatementPage(numbers[0], numbers[1], numbers[2], numbers[3]);
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{After} {Last} {Opening} {Closing}");
    }

    private sealed record Line(
        EntryRow Entry, JournalKind Kind, DateTimeOffset Time, DateTimeOffset? EffectiveTime, string? ExternalReference)
    {
        public StatementLine ToLine(WalletRow wallet, string member) => new()
        {
            Entry = JournalReader.Record(Entry, wallet.MemberId).ToEntry(member),
            Journal = new JournalId(Entry.JournalId).Name,
            Kind = Kind,
            CreateTime = Time.ToTimestamp(),
            EffectiveTime = EffectiveTime?.ToTimestamp(),
            ExternalReference = ExternalReference ?? "",
        };
    }
}

using System.Globalization;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<ListExchangesResponse> ListExchanges(
        ListExchangesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {caller.Principal}";
        var after = Place.Read(pages.Read(query, request.PageToken));

        var cancel = context.CancellationToken;
        // Read before the rows: they may then know more than it says, never less.
        var covered = await db.Cursors.AsNoTracking().Where(c => c.Name == CursorRecord.Exchanges)
            .Select(c => c.GroupNumber).SingleAsync(cancel);
        var found = await PageOf(caller, after, size + 1).ToListAsync(cancel);
        var page = found.Take(size).ToList();
        var members = await NamesOfAsync(caller, page.Select(ViewOf), context);

        var response = new ListExchangesResponse
        {
            CoveredGroupNumber = covered,
            // How many a member has in all would tell of brands that it has not shown to be a customer of.
            TotalSize = caller.Member is null ? await CountAsync(caller, cancel) : 0,
            NextPageToken = found.Count > size ? pages.Write(query, Place.Of(page[^1]).ToString()) : "",
        };
        response.Exchanges.AddRange(
            page.Where(e => IsProven(caller, e)).Select(e => Answers.Of(e, members[ViewOf(e)])));
        return response;
    }

    private IQueryable<ExchangeRecord> PageOf(Caller caller, Place after, int count)
    {
        if (caller.IsAllianceAdmin)
            return db.Exchanges.AsNoTracking()
                .Where(e => e.GroupNumber > after.Group
                    || (e.GroupNumber == after.Group && e.Position > after.Position))
                .OrderBy(e => e.GroupNumber).ThenBy(e => e.Position).Take(count);
        if (caller.Member is { } self)
            return db.Exchanges.AsNoTracking().Where(e => e.MemberId == self.Value)
                .Where(
                    e => e.GroupNumber > after.Group || (e.GroupNumber == after.Group && e.Position > after.Position))
                .OrderBy(e => e.GroupNumber).ThenBy(e => e.Position).Take(count);
        var partner = caller.RequirePartner();
        // The page is cut from the brand's own rows, along their key; only then are the exchanges fetched.
        return db.Parties.AsNoTracking().Where(p => p.PartnerId == partner)
            .Where(p => p.GroupNumber > after.Group || (p.GroupNumber == after.Group && p.Position > after.Position))
            .OrderBy(p => p.GroupNumber).ThenBy(p => p.Position).Take(count)
            .Join(
                db.Exchanges,
                p => new { p.GroupNumber, p.Position },
                e => new { e.GroupNumber, e.Position },
                (_, e) => e)
            .OrderBy(e => e.GroupNumber).ThenBy(e => e.Position);
    }

    /// <summary>Whether a member has shown to be customer of all brands whose coins it gave or got; others see what
    /// they were found.</summary>
    private static bool IsProven(Caller caller, ExchangeRecord exchange) => caller.Member is null
        || BrandsOf(ExchangeDetail.Parser.ParseFrom(exchange.Detail), exchange.SourcePartners)
            .All(caller.Brands.Contains);

    private Task<long> CountAsync(Caller caller, CancellationToken cancel) => caller.IsAllianceAdmin
        ? db.Exchanges.LongCountAsync(cancel)
        : db.Parties.LongCountAsync(p => p.PartnerId == caller.PartnerId, cancel);

    private static MemberView ViewOf(ExchangeRecord exchange) =>
        new(new MemberId(exchange.MemberId), exchange.SourcePartners);

    /// <summary>A place in the order of the books.</summary>
    private readonly record struct Place(long Group, int Position)
    {
        public static Place Of(ExchangeRecord exchange) => new(exchange.GroupNumber, exchange.Position);

        /// <summary>A place that <see cref="ToString"/> wrote; where there is none, the one before all.</summary>
        public static Place Read(string? text) => text?.Split(':') is [var group, var position]
            ? new Place(
                long.Parse(group, CultureInfo.InvariantCulture), int.Parse(position, CultureInfo.InvariantCulture))
            : default;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Group}:{Position}");
    }
}

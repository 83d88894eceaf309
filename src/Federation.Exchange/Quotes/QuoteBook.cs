using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Exchange;

/// <summary>The quotes that are stored. Those that are looked up or written at the same time are one statement and one
/// commit.</summary>
internal sealed class QuoteBook
{
    // Once in so many batches is often enough to keep the table small.
    private const int BatchesPerForgetting = 16;
    private readonly IServiceScopeFactory scopes;
    private readonly IOptions<ExchangeOptions> options;
    private readonly Batcher<Guid, QuoteRecord?> finder;
    private readonly Batcher<QuoteRecord, StoredQuote> writer;
    private int batches;

    public QuoteBook(IServiceScopeFactory scopes, IOptions<ExchangeOptions> options)
    {
        (this.scopes, this.options) = (scopes, options);
        finder = new(FindAsync);
        // Two at once would want the same members' places.
        writer = new(StoreAsync, lanes: 1);
    }

    public Task<QuoteRecord?> FindAsync(Guid id, CancellationToken cancel) => finder.AskAsync(id, cancel);

    /// <summary>Writes a quote into a free place of its member's.</summary>
    public Task<StoredQuote> StoreAsync(QuoteRecord quote, CancellationToken cancel) => writer.AskAsync(quote, cancel);

    /// <summary>A quote that was used gives its place to the next.</summary>
    public async Task CloseAsync(Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ExchangeDb>().Quotes.Where(q => q.Id == id)
            .ExecuteUpdateAsync(
                q => q.SetProperty(x => x.Slot, (int?)null).SetProperty(x => x.MerchantSlot, (int?)null));
    }

    private async Task<IReadOnlyList<QuoteRecord?>> FindAsync(IReadOnlyList<Guid> ids)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        var found = await db.Quotes.AsNoTracking().Where(q => ids.Contains(q.Id)).ToDictionaryAsync(q => q.Id);
        return [.. ids.Select(found.GetValueOrDefault)];
    }

    private async Task<IReadOnlyList<StoredQuote>> StoreAsync(IReadOnlyList<QuoteRecord> quotes)
    {
        if (++batches % BatchesPerForgetting == 1)
            await ForgetAsync(quotes);
        try
        {
            return await TryStoreAsync(quotes);
        }
        catch (Exception e) when (Contention.IsContended(e))
        {
            // At another node the same request, or another for one of the members, was first, or held a lock that this
            // batch needed: one by one, so that it concerns no other.
            var stored = new List<StoredQuote>();
            foreach (var quote in quotes)
                stored.Add((await Contention.Places.ExecuteAsync(async _ => await TryStoreAsync([quote])))[0]);
            return stored;
        }
    }

    private async Task<IReadOnlyList<StoredQuote>> TryStoreAsync(IReadOnlyList<QuoteRecord> quotes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        var (ids, members) = (quotes.Select(q => q.Id).ToList(), quotes.Select(q => q.MemberId).Distinct().ToList());
        // Of those that only take up a place nobody needs the detail.
        var known = await db.Quotes.AsNoTracking()
            .Where(q => (q.Slot != null && members.Contains(q.MemberId)) || ids.Contains(q.Id))
            .Select(q => new QuoteRecord
            {
                Id = q.Id,
                Fingerprint = q.Fingerprint,
                MerchantPartnerId = q.MerchantPartnerId,
                MemberId = q.MemberId,
                Slot = q.Slot,
                MerchantSlot = q.MerchantSlot,
                Detail = ids.Contains(q.Id) ? q.Detail : Array.Empty<byte>(),
                CreateTime = q.CreateTime,
                ExpireTime = q.ExpireTime,
            }).ToListAsync();
        var placed = known.Where(q => q.Slot is not null).ToList();
        var stored =
            QuotePlaces.Assign(quotes, known, options.Value.OpenQuotesPerMember, options.Value.OpenQuotesPerMerchant);
        var over = placed.Where(q => q.Slot is null).Select(q => q.Id).ToList();
        // Before the new ones, which take these places. Their time is over whether or not these are stored: two commits
        // will do.
        if (over.Count > 0)
            await db.Quotes.Where(q => over.Contains(q.Id))
                .ExecuteUpdateAsync(
                    q => q.SetProperty(x => x.Slot, (int?)null).SetProperty(x => x.MerchantSlot, (int?)null));
        var added = quotes.Zip(stored).Where(s => s.Second is StoredQuote.Written).Select(s => s.First).ToList();
        await new ManyRows(db).AddNew(added).WriteAsync(CancellationToken.None);
        return stored;
    }

    private async Task ForgetAsync(IReadOnlyList<QuoteRecord> quotes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        var members = quotes.Select(q => q.MemberId).Distinct().ToList();
        var forgotten = quotes.Min(q => q.CreateTime) - QuoteSweep.Retention;
        try
        {
            await db.Quotes.Where(q => members.Contains(q.MemberId) && q.ExpireTime <= forgotten).ExecuteDeleteAsync();
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e))
        {
            // They stay until a later batch: nobody's quote fails for the clean-up's sake.
        }
    }
}

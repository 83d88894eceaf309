using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>
/// The book that each process holds: at most a second old, and read anew once when something is missing, before anyone
/// is refused. Rule sets that were published never change, so one small query tells whether there is anything new.
/// </summary>
internal sealed class PublishedRuleSets
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    // Misses may come faster than anything can change; so often the database is asked at most.
    private static readonly TimeSpan MissAge = TimeSpan.FromMilliseconds(20);

    private readonly IServiceScopeFactory scopes;
    private readonly SnapshotHolder<RuleSetBook> held;

    public PublishedRuleSets(IServiceScopeFactory scopes, TimeProvider time)
    {
        this.scopes = scopes;
        held = new(RuleSetBook.Empty, ReadAsync, time);
    }

    /// <summary>The book, at most a second old.</summary>
    public ValueTask<RuleSetBook> CurrentAsync(CancellationToken cancel) => held.NoOlderThanAsync(MaxAge, cancel);

    /// <summary>The book as of now, because something was missing in the one that the caller has.</summary>
    public ValueTask<RuleSetBook> AfterMissAsync(CancellationToken cancel) => held.NoOlderThanAsync(MissAge, cancel);

    /// <summary>Looks a rule set up, and once more in the book as of now where it is not there: another process may
    /// have published it a moment ago.</summary>
    public async Task<PublishedRuleSet?> FindAsync(
        Func<RuleSetBook, PublishedRuleSet?> find, CancellationToken cancel) =>
        find(await CurrentAsync(cancel)) ?? find(await AfterMissAsync(cancel));

    /// <summary>Takes over what this process has just published.</summary>
    public Task PublishedAsync(CancellationToken cancel) => held.FreshAsync(cancel);

    private async Task<RuleSetBook> ReadAsync(RuleSetBook known)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgramsDb>();
        if ((await db.Publications.MaxAsync(p => (long?)p.LogNumber) ?? 0) == known.LastNumber)
            return known;
        var publications = await db.Publications.AsNoTracking().Where(p => p.LogNumber > known.LastNumber)
            .OrderBy(p => p.LogNumber).ToListAsync();
        var names = publications.Select(p => new RuleSetId(new ProgramId(p.PartnerId, p.ProgramId), p.Number));
        var ruleSets = new List<PublishedRuleSet>();
        foreach (var name in names.Distinct().Where(n => known.ByName(n) is null))
        {
            var row = await db.RuleSets.AsNoTracking().Include(s => s.Content).SingleAsync(s =>
                s.PartnerId == name.Program.PartnerId && s.ProgramId == name.Program.Id && s.Number == name.Number);
            ruleSets.Add(new PublishedRuleSet(name, row.Digest, CompiledOf(row, known, ruleSets)));
        }
        return known.With(publications, ruleSets);
    }

    private static Lazy<CompiledRuleSet> CompiledOf(
        RuleSetRow row, RuleSetBook known, List<PublishedRuleSet> others)
    {
        var terms = row.Content!.Terms;
        return known.Compiled(row.Digest)
            ?? others.Find(o => o.Digest.Span.SequenceEqual(row.Digest))?.Compiled
            ?? new(() => CompiledRuleSet.Of("", RuleSetTerms.Parser.ParseFrom(terms)));
    }
}

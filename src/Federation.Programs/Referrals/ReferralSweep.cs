using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Programs;

/// <summary>Decides referrals and books what both sides get, in the name of their brand. First the row says that it
/// qualified, for ever; then each side is booked, once, by an event whose content follows from the row. After a
/// stop the next run goes on with what is left.</summary>
internal sealed class ReferralSweep(
    PublishedRuleSets published, AllianceClock clock, PartnerDirectory directory, IServiceScopeFactory scopes,
    OrderTickets tickets,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting,
    ILogger<ReferralSweep> logger) : TableSweep<ProgramsDb>
{
    private const int RowsPerStep = 50;
    private const string Source = "referrals";
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    // A brand that is suspended, or a ledger that is away, is tried again then.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public override string Name => "referrals";

    public override async Task<int> StepAsync(ProgramsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var due = await db.Referrals.AsNoTracking().Where(r => r.DueTime <= now).OrderBy(r => r.DueTime)
            .Take(RowsPerStep).ToListAsync(cancel);
        foreach (var row in due)
            try
            {
                await LookAsync(db, row, now, cancel);
            }
            catch (Exception e) when (e is RpcException or RefusalException && !cancel.IsCancellationRequested)
            {
                Log.ReferralNotDecided(logger, row.Name, e.Message);
                await UpdateAsync(db, row, r => r.DueTime = now + Pause, cancel);
            }
        return due.Count;
    }

    private async Task LookAsync(ProgramsDb db, ReferralRow row, DateTimeOffset now, CancellationToken cancel)
    {
        if (await directory.SuspendedAsync(Suspensions.ReferralCommands, row.PartnerId, cancel) is { } suspended)
            throw new RefusalException(suspended);
        // gRPC's deadlines are wall-clock times of this process.
        CallOptions Options() => new(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(row.PartnerId) } },
            DateTime.UtcNow + CallLimit, cancel);
        var books = new OrderBooks(db, published, clock, tickets, consents, posting);
        var ruleSet = await books.RuleSetAsync(new RuleSetId(row.Program, row.Number), cancel);
        if (row.State == ReferralState.Pending && !await DecideAsync(db, books, row, ruleSet, now, Options, cancel))
            return;
        try
        {
            await GiveAsync(db, row, ruleSet, ReferralSide.Referrer, Options, cancel);
        }
        finally
        {
            // What keeps the referrer's reward back is no reason for the other side to wait.
            await GiveAsync(db, row, ruleSet, ReferralSide.Referred, Options, cancel);
        }
        await UpdateAsync(db, row, r => r.DueTime = null, cancel);
    }

    /// <summary>Decides whether the referral qualifies.</summary>
    /// <returns>Whether it does.</returns>
    private async Task<bool> DecideAsync(
        ProgramsDb db, OrderBooks books, ReferralRow row, PublishedRuleSet ruleSet, DateTimeOffset now,
        Func<CallOptions> options, CancellationToken cancel)
    {
        // What was bought before is not known yet.
        if (!await BuyerSweep.IsDoneAsync(db, row.PartnerId, cancel))
        {
            await UpdateAsync(db, row, r => Apply(r, new ReferralChance.Waits(now + Pause), now), cancel);
            return false;
        }
        var name = ResourceNames.Members + row.Referred.ToString("D");
        var known = await consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = row.PartnerId, Member = name }, cancel);
        var chance = MemberChecks.Refuses(name, row.PartnerId, known) is null
            ? await ChanceAsync(db, books, row, ruleSet.Rules.Terms, now, options, cancel)
            : new ReferralChance.Lapses(ReferralLapse.MemberLeft);
        await UpdateAsync(db, row, r => Apply(r, chance, now), cancel);
        return row.State == ReferralState.Qualified;
    }

    private static async Task<ReferralChance> ChanceAsync(
        ProgramsDb db, OrderBooks books, ReferralRow row, RuleSetTerms terms, DateTimeOffset now,
        Func<CallOptions> options, CancellationToken cancel)
    {
        var orders = new List<BoughtOrder>();
        var bought = new BoughtOrders(db, books).OfAsync(
            row.PartnerId, row.Referred, record => ReferralChance.MayMatter(row, terms, record), options, cancel);
        await foreach (var order in bought)
            orders.Add(order);
        var chance = ReferralChance.Of(row, terms, orders, now);
        return chance is ReferralChance.Qualifies && await new ReferralCircles(db).HasAsync(row, cancel)
            ? new ReferralChance.Lapses(ReferralLapse.Circle)
            : chance;
    }

    private static void Apply(ReferralRow row, ReferralChance chance, DateTimeOffset now)
    {
        // Another node may have decided it meanwhile.
        if (row.State != ReferralState.Pending)
            return;
        switch (chance)
        {
            case ReferralChance.Waits waits:
                row.DueTime = waits.Until;
                break;
            case ReferralChance.Qualifies qualifies:
                (row.State, row.OrderId, row.DecideTime) = (ReferralState.Qualified, qualifies.Order.Id, now);
                break;
            case ReferralChance.Lapses lapses:
                (row.State, row.Lapse, row.DecideTime, row.DueTime) = (ReferralState.Lapsed, lapses.Lapse, now, null);
                row.ReferrerState = row.ReferredState = ReferralRewardState.NotGiven;
                break;
        }
    }

    /// <summary>Books what one side gets, unless it was booked.</summary>
    private async Task GiveAsync(
        ProgramsDb db, ReferralRow row, PublishedRuleSet ruleSet, ReferralSide side, Func<CallOptions> options,
        CancellationToken cancel)
    {
        var isReferrer = side == ReferralSide.Referrer;
        if ((isReferrer ? row.ReferrerState : row.ReferredState) != ReferralRewardState.Pending)
            return;
        var happened = new Event
        {
            Source = Source,
            EventId = $"{row.Id:D}/{(isReferrer ? "referrer" : "referred")}",
            Member = ResourceNames.Members + (isReferrer ? row.Referrer : row.Referred).ToString("D"),
            Type = new EventType { Kind = EventKind.ReferralQualified },
            EventTime = (row.DecideTime ?? throw new InvalidOperationException($"{row.Name} has no time."))
                .ToTimestamp(),
            Side = side,
        };
        await using var scope = scopes.CreateAsyncScope();
        var events = ActivatorUtilities.CreateInstance<EventService>(scope.ServiceProvider);
        var booked = await events.BookQualifiedAsync(ruleSet, happened, options, cancel);
        var state = booked is null ? ReferralRewardState.NotGiven : ReferralRewardState.Given;
        var digest = booked is null || !ResourceNames.TryEvaluation(booked.EvaluationName, out _, out var hex)
            ? null
            : Convert.FromHexString(hex);
        Guid? journal = booked is null ? null : JournalId.Parse(booked.Journal).Value;
        await UpdateAsync(
            db, row,
            r =>
            {
                if (isReferrer)
                    (r.ReferrerState, r.ReferrerDigest, r.ReferrerJournal) = (state, digest, journal);
                else
                    (r.ReferredState, r.ReferredDigest, r.ReferredJournal) = (state, digest, journal);
            },
            cancel);
    }

    /// <summary>Changes the row as it is now, and the one at hand with it; another node's change is seen
    /// first.</summary>
    private static async Task UpdateAsync(
        ProgramsDb db, ReferralRow row, Action<ReferralRow> change, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Locks it until the end.
        await db.Referrals.Where(r => r.Id == row.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Lapse, r => r.Lapse), cancel);
        db.ChangeTracker.Clear();
        var current = await db.Referrals.SingleAsync(r => r.Id == row.Id, cancel);
        change(current);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        row.TakeOver(current);
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>The books, for partners and admins. A reply is built from what the books say, never from what was
/// asked.</summary>
internal sealed partial class LedgerService(
    LedgerDb db, LedgerWriter writer, PartnerDirectory directory, MemberNames names, PageTokens pageTokens,
    IOptions<LedgerOptions> options, IOptions<DeploymentOptions> deployment, TimeProvider time)
    : V1.LedgerService.LedgerServiceBase
{
    /// <summary>How many ids one query names: below every database's limit of parameters.</summary>
    internal const int IdsPerQuery = 500;

    /// <summary>One command by itself.</summary>
    private async Task<(Journal Journal, bool Replayed)> SubmitAsync(BatchItem item, ServerCallContext context)
    {
        var intake = await IntakeAsync([item], context);
        var posted = (await writer.SubmitAsync([intake.CommandOf(item)], atomic: false, context.CancellationToken))[0];
        if (posted.Refusal is { } refusal)
            throw new RefusalException(refusal);
        return (posted.Journal!.ToJournal(MemberNamesFor(intake.Caller)), posted.Replayed);
    }

    /// <summary>All that these commands are checked against before the books decide: read once for all of
    /// them.</summary>
    private async Task<Intake> IntakeAsync(IReadOnlyList<BatchItem> items, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var originals = await OriginalsAsync(items, cancel);
        var coins = items.Select(Intake.CoinOf).OfType<string>().Concat(originals.Values.SelectMany(j => j.Coins()))
            .Distinct().ToList();
        var merchants = items.Select(Intake.MerchantOf).OfType<(string, string)>().Distinct().ToList();
        var snapshot = await directory.WithAsync(
            s => coins.TrueForAll(s.Coins.ContainsKey) && merchants.TrueForAll(s.Merchants.ContainsKey), cancel);
        var deadline = new DateTimeOffset(RequestGuard.DeadlineOf(context, deployment.Value, time), TimeSpan.Zero);
        return new Intake(Caller.Of(context), snapshot, originals, names, deadline);
    }

    private async Task<IReadOnlyDictionary<Guid, JournalRecord>> OriginalsAsync(
        IReadOnlyList<BatchItem> items, CancellationToken cancel)
    {
        var originals = new Dictionary<Guid, JournalRecord>();
        var ids = items.Select(Intake.OriginalOf).OfType<Guid>().Distinct();
        foreach (var chunk in ids.Chunk(IdsPerQuery))
            foreach (var (id, posted) in await db.ReadAsync(chunk, cancel))
                if (posted.Journal is { } journal)
                    originals[id] = journal;
        return originals;
    }

    /// <summary>How this caller sees members: modules by their internal ids, everybody else by pairwise
    /// names.</summary>
    private Func<Guid, string> MemberNamesFor(Caller caller) => caller.Module is null
        ? id => names.NameFor(caller.Viewer, new MemberId(id))
        : JournalNames.InternalName;

    /// <summary>The member behind the caller's name for it.</summary>
    private Guid RequireMember(Caller caller, string name) => names.TryRead(caller.Viewer, name, out var member)
        ? member.Value
        : throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, name));

    /// <summary>The wallet of <c>members/{m}/wallets/{coin}</c>, for the coin's issuer and alliance admins.</summary>
    private async Task<WalletRow> RequireWalletAsync(Caller caller, string name, string field, CancellationToken cancel)
    {
        var form = new Form();
        var good = ResourceNames.TryWallet(name, out var member, out var coin)
            && ResourceNames.TryUuid(member, "members/", out _);
        form.Check(good, field, "must be members/{uuid}/wallets/{coin}");
        form.Done();
        var snapshot = await directory.WithAsync(s => s.Coins.ContainsKey(coin!), cancel);
        if (snapshot.Coins.TryGetValue(coin!, out var known))
            caller.RequireOwnOrAdmin(known.PartnerId, ResourceNames.Coin(coin!));
        var memberId = RequireMember(caller, member!);
        return await db.Wallets.AsNoTracking()
            .SingleOrDefaultAsync(w => w.MemberId == memberId && w.Coin == coin, cancel)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.WalletNotFound, name));
    }
}

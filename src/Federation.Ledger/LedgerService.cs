using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>The books, for partners and admins. A reply is built from what the books say, never from what was
/// asked.</summary>
internal sealed partial class LedgerService(
    LedgerDb db, LedgerWriter writer, PartnerDirectory directory, MemberNames names, PageTokens pageTokens,
    CommandStreams streams, AnswerStreams answers, IntakeReader intakes, ExpirySweep sweep, AccessLog access,
    IServiceScopeFactory scopes,
    IOptions<LedgerOptions> options, IOptions<DeploymentOptions> deployment, TimeProvider time)
    : V1.LedgerService.LedgerServiceBase
{
    /// <summary>How many ids one query names: below every database's limit of parameters.</summary>
    internal const int IdsPerQuery = 500;

    /// <summary>How often a command is looked up and decided, while others change what it is about in
    /// between.</summary>
    internal const int ContendedAttempts = 3;

    /// <summary>One command by itself.</summary>
    private async Task<(Journal Journal, bool Replayed)> SubmitAsync(BatchItem item, ServerCallContext context)
    {
        var outcome = (await DecideAsync([Intake.HeadOf(item)], atomic: false, context))[0];
        return (ViewFor(Caller.Of(context)).Of(outcome.RequireJournal()), outcome.Replayed);
    }

    /// <summary>What commands come to, in order. Those that were CONTENDED are looked up and decided anew, a few
    /// times.</summary>
    private async Task<CommandOutcome[]> DecideAsync(
        List<CommandHead> heads, bool atomic, ServerCallContext context, bool dryRun = false)
    {
        var outcomes = new CommandOutcome[heads.Count];
        var open = Enumerable.Range(0, heads.Count).ToList();
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            var decided = await DecideOnceAsync([.. open.Select(i => heads[i])], atomic, context, dryRun);
            for (var i = 0; i < open.Count; i++)
                outcomes[open[i]] = decided[i];
            open = attempt == ContendedAttempts ? []
                : open.FindAll(i => outcomes[i].Refusal?.Reason == ErrorReason.Contended);
            // All of an atomic batch were refused with that one, and none of it is remembered.
            if (atomic && open.Count > 0)
                open = [.. Enumerable.Range(0, heads.Count)];
        }
        return outcomes;
    }

    private async Task<List<CommandOutcome>> DecideOnceAsync(
        List<CommandHead> heads, bool atomic, ServerCallContext context, bool dryRun)
    {
        var intake = await intakes.ReadAsync(db, heads, Caller.Of(context), context);
        var admissions = heads.Select(intake.Admit).ToList();
        if (atomic)
            admissions = Admission.Together(admissions);
        var commands = new List<Command>();
        foreach (var admitted in admissions.OfType<Admission.Admitted>())
            commands.Add(await db.WithBalancesThenAsync(admitted.Command, context.CancellationToken));
        var decided = commands.Count == 0
            ? []
            : await writer.SubmitAsync(commands, atomic, context.CancellationToken, dryRun);
        var next = 0;
        return admissions.ConvertAll(a => a is Admission.Refused refused
            ? new CommandOutcome.Refused(refused.Refusal, Replayed: false) : decided[next++]);
    }

    /// <summary>How this caller sees members: modules by their internal ids, everybody else by pairwise
    /// names.</summary>
    private Func<Guid, string> MemberNamesFor(Caller caller) => caller.Module is null
        ? id => names.NameFor(caller, new MemberId(id))
        : JournalNames.InternalName;

    /// <summary>What the caller sees of its own commands' journals.</summary>
    private JournalView ViewFor(Caller caller) => SeesAll(caller)
        ? JournalView.Whole(MemberNamesFor(caller))
        : JournalView.OfBrand(MemberNamesFor(caller), IsOwn(caller, directory.Latest), new HashSet<Guid>());

    /// <summary>What the caller sees of any journals, which it may see.</summary>
    private async Task<JournalView> ViewAsync(
        Caller caller, IReadOnlyCollection<JournalRecord> journals, CancellationToken cancel)
    {
        if (SeesAll(caller))
            return JournalView.Whole(MemberNamesFor(caller));
        var coins = journals.SelectMany(j => j.Coins()).Distinct().ToList();
        var snapshot = await directory.WithAsync(s => coins.TrueForAll(s.Coins.ContainsKey), cancel);
        var isOwn = IsOwn(caller, snapshot);
        if (caller.Member is { } self)
            return JournalView.OfMember(MemberNamesFor(caller), isOwn, self.Value);
        var own = snapshot.Coins.Values.Where(c => c.PartnerId == caller.PartnerId).Select(c => c.Id).ToList();
        var others = journals.SelectMany(j => j.Entries.Where(e => !isOwn(e.Asset)))
            .Select(e => e.MemberId).OfType<Guid>().Distinct();
        var known = new HashSet<Guid>();
        foreach (var chunk in others.Chunk(IdsPerQuery))
            known.UnionWith(await db.Wallets.AsNoTracking()
                .Where(w => chunk.Contains(w.MemberId) && own.Contains(w.Coin) && w.State == WalletState.Active)
                .Select(w => w.MemberId).Distinct().ToListAsync(cancel));
        return JournalView.OfBrand(MemberNamesFor(caller), isOwn, known);
    }

    private static bool SeesAll(Caller caller) => caller.Module is not null || caller.IsAllianceAdmin;

    private static Func<string, bool> IsOwn(Caller caller, DirectorySnapshot snapshot) =>
        coin => JournalAccess.SeesCoin(caller, snapshot, coin);

    /// <summary>The member behind the caller's name for it. A member knows others' names, and sees itself
    /// alone.</summary>
    private Guid RequireMember(Caller caller, string name) => names.TryRead(caller, name, out var member)
        && (caller.Member is null || caller.Member == member)
        ? member.Value
        : throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, name));

    /// <summary>Which wallet <c>members/{m}/wallets/{coin}</c> names, for the coin's issuer and alliance admins, and
    /// for the member itself where it has shown to be the issuer's customer.</summary>
    /// <param name="form">What else was wrong with the request.</param>
    private async Task<WalletKey> RequireWalletAsync(
        Caller caller, Form form, string name, string field, CancellationToken cancel)
    {
        if (!ResourceNames.TryWallet(name, out var member, out var coin)
            || !ResourceNames.IsMember(member))
            throw form.Unreadable(field, "must be members/{uuid}/wallets/{coin}");
        form.Done();
        // Of another member's wallet nothing is said, not even that its coin's issuer is not proven.
        if (caller.Member is not null)
            RequireMember(caller, member);
        var snapshot = await directory.WithAsync(s => s.Coins.ContainsKey(coin), cancel);
        if (snapshot.Coins.TryGetValue(coin, out var known) && caller.Member is not null)
            caller.RequireProven(known.PartnerId, ResourceNames.Coin(coin));
        else if (known is not null)
            caller.RequireOwnOrAdmin(known.PartnerId, ResourceNames.Coin(coin));
        return new WalletKey(RequireMember(caller, member), coin);
    }

    private static RefusalException WalletNotFound(string name) =>
        new(Refusal.NotFound(ErrorReason.WalletNotFound, name));
}

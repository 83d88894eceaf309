using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Accounts;

/// <summary>The brands' view of their members, and a member's of itself. Each RPC is in the file of its name; here is
/// what they share.</summary>
internal sealed partial class MemberService(
    AccountsDb db, MemberNames names, PartnerDirectory partners, AllianceClock clock, Codes codes, PageTokens pages,
    WalletNotices notices, PayCodeUses uses, PayCodeWatchers watchers, AccessTokens tokens,
    IHostApplicationLifetime lifetime, IOptions<AccountsOptions> options, IOptions<DeploymentOptions> deployment,
    TimeProvider time)
    : V1.MemberService.MemberServiceBase
{
    // A service serves one call.
    private IdempotentCommand? command;

    /// <summary>
    /// Runs the effect once for the caller's request, and then tells the ledger what the effect has written down for
    /// it. When the ledger does not answer, the command stands, and the caller's retry or the sweep tells the ledger.
    /// </summary>
    private async Task<TResponse> OnceAsync<TResponse>(
        Guid requestId, IMessage request, ServerCallContext context, Func<Task<TResponse>> effect)
        where TResponse : class, IMessage<TResponse>, new()
    {
        command = IdempotentCommand.Of(Caller.Of(context), requestId, context.Method, request, time);
        var ran = false;
        var response = await db.RunOnceAsync(
            command,
            () =>
            {
                ran = true;
                return effect();
            },
            context.CancellationToken);
        if (!ran || notices.Written)
            await notices.DeliverAsync(command, context.Onward());
        return response;
    }

    /// <summary>The brand through which a command is given: the caller, or the one that a member names. It is still to
    /// be checked that the member has shown to be its customer.</summary>
    private static string BrandOf(Caller caller, Form form, string partner)
    {
        if (caller.Member is not null)
            return form.Partner(partner, "partner");
        var own = caller.RequirePartner();
        form.Check(partner.Length == 0 || partner == ResourceNames.Partner(own), "partner",
            "must be empty, or your own brand");
        return own;
    }

    /// <summary>The member behind a name that the caller gave. A member acts for no other, whatever names it
    /// knows.</summary>
    private bool TryReadOwn(Caller caller, string name, out MemberId member) =>
        names.TryRead(caller, name, out member) && (caller.Member is not { } self || member == self);

    /// <summary>The brand's membership of a member, locked until the transaction ends, with the member.</summary>
    /// <exception cref="RefusalException">MEMBER_NOT_FOUND.</exception>
    private async Task<Membership> LockOwnAsync(ServerCallContext context, string partnerId, string name) =>
        (await LockOwnAsync(context, [partnerId], name))[0];

    /// <summary>The brands' memberships of a member, in the order of the brands, locked until the transaction ends,
    /// with the member.</summary>
    /// <exception cref="RefusalException">MEMBER_NOT_FOUND.</exception>
    private async Task<List<Membership>> LockOwnAsync(
        ServerCallContext context, IReadOnlyCollection<string> partnerIds, string name)
    {
        if (!TryReadOwn(Caller.Of(context), name, out var member))
            throw NoMember(name);
        await LockAsync(member.Value, context.CancellationToken);
        var memberships = await db.Memberships.Include(m => m.Member)
            .Where(m => partnerIds.Contains(m.PartnerId) && m.MemberId == member.Value).OrderBy(m => m.PartnerId)
            .ToListAsync(context.CancellationToken);
        return memberships.Count == partnerIds.Count ? memberships : throw NoMember(name);
    }

    /// <summary>
    /// Lets one command at a time at a member, whichever brand and node it comes from: what is read after it stays true
    /// until the transaction ends, and the ledger hears of a member's changes in the order in which they are written.
    /// </summary>
    private Task<int> LockAsync(Guid memberId, CancellationToken cancel) => db.Members.Where(m => m.Id == memberId)
        .ExecuteUpdateAsync(set => set.SetProperty(m => m.Revision, m => m.Revision + 1), cancel);

    /// <summary>All the member's links, which <see cref="ClosurePlan"/> needs.</summary>
    private Task LoadLinksAsync(Member member, CancellationToken cancel) =>
        db.Entry(member).Collection(m => m.Memberships).LoadAsync(cancel);

    /// <summary>
    /// Opens, unlinks or closes a member's wallets: written down within the effect, sent to the ledger after its
    /// commit.
    /// </summary>
    private Task SetWalletsAsync(
        Guid memberId, IEnumerable<string> coinIds, WalletState state, ServerCallContext context) =>
        notices.WriteAsync(memberId, coinIds, state, command!, context.CancellationToken);

    /// <summary>The directory as it is now: a coin defined a moment ago must not be left out.</summary>
    private Task<DirectorySnapshot> FreshDirectoryAsync(CancellationToken cancel) => partners.FreshAsync(cancel);

    /// <summary>The directory, asked again where it says that the brand is suspended: it may have been resumed
    /// since.</summary>
    private ValueTask<DirectorySnapshot> DirectoryForAsync(string partnerId, CancellationToken cancel) =>
        partners.WithAsync(d => !d.IsSuspended(partnerId), cancel);

    private static IEnumerable<string> CoinsOf(DirectorySnapshot directory, string partnerId) =>
        directory.Coins.Values.Where(c => c.PartnerId == partnerId).Select(c => c.Id);

    private static void RequireActive(DirectorySnapshot directory, string partnerId)
    {
        if (Suspensions.MemberCommands.Refuses(directory, partnerId) is { } suspended)
            throw new RefusalException(suspended);
    }

    /// <summary>Refuses a suspended brand, a closed member, an ended link, in this order.</summary>
    private static void RequireActing(
        DirectorySnapshot directory, Membership membership, string name, DateTimeOffset now)
    {
        RequireActive(directory, membership.PartnerId);
        RequireOpen(membership.Member, name, now);
        RequireLinked(membership, name);
    }

    private static void RequireOpen(Member member, string name, DateTimeOffset now)
    {
        if (member.IsClosed(now))
            throw new RefusalException(ErrorReason.MemberClosed, $"'{name}' is closed.");
    }

    private static void RequireLinked(Membership membership, string name)
    {
        if (membership.State != LinkState.Linked)
            throw new RefusalException(ErrorReason.NotLinked,
                $"'{name}' is not linked with {ResourceNames.Partner(membership.PartnerId)} any more.");
    }

    /// <summary>
    /// Refuses ALREADY_EXISTS when a member that is linked with the brand has this number. A member whose closing is
    /// due gives it up now, as the sweep would a moment later.
    /// </summary>
    private async Task RequireFreeAsync(
        string partnerId, string externalId, DateTimeOffset now, CancellationToken cancel)
    {
        var holders = db.Memberships.Where(
            m => m.PartnerId == partnerId && m.ExternalId == externalId && m.State == LinkState.Linked);
        var holder = await holders.AsNoTracking().Include(m => m.Member).SingleOrDefaultAsync(cancel);
        if (holder is null)
            return;
        if (!holder.Member.IsClosed(now))
            throw new RefusalException(new Refusal(
                ErrorReason.AlreadyExists, $"Another of your members has the external_id '{externalId}'.")
                .With("external_id", externalId));
        await holders.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, LinkState.Unlinked), cancel);
    }

    private static RefusalException NoMember(string name) => new(Refusal.NotFound(ErrorReason.MemberNotFound, name));

    /// <summary>BCP 47 as to its form: parts of letters and digits, the first one a language.</summary>
    private static void CheckLanguage(Form form, string code) =>
        form.Check(code.Length == 0 || (code.Length <= 35 && LanguageCode().IsMatch(code)), "language_code",
            "must be a BCP 47 language of at most 35 characters, for instance zh-CN");

    [System.Text.RegularExpressions.GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial System.Text.RegularExpressions.Regex LanguageCode();

    /// <summary>The member as the caller sees it: itself under its own name, without the brand's number.</summary>
    /// <param name="now">Alliance time.</param>
    private V1.Member View(Caller caller, Membership membership, DateTimeOffset now)
    {
        var member = View(membership, now);
        if (caller.Member is not null)
            (member.Name, member.ExternalId) = (ResourceNames.Me, "");
        return member;
    }

    /// <summary>The member as its brand sees it.</summary>
    /// <param name="now">Alliance time.</param>
    private V1.Member View(Membership membership, DateTimeOffset now) => new()
    {
        Name = names.NameFor(membership.PartnerId, new MemberId(membership.MemberId)),
        ExternalId = membership.ExternalId,
        State = StateOf(membership, now),
        LanguageCode = membership.Member.LanguageCode,
        AlliedSpending = ConsentOf(membership),
        LinkTime = Timestamp.FromDateTimeOffset(membership.LinkTime),
        Closure = ClosureViews.ForBrand(membership, now),
    };

    private static V1.MemberState StateOf(Membership membership, DateTimeOffset now) => true switch
    {
        _ when membership.Member.IsClosed(now) => V1.MemberState.Closed,
        _ => membership.State == LinkState.Linked ? V1.MemberState.Linked : V1.MemberState.Unlinked,
    };

    private static V1.AlliedSpending ConsentOf(Membership membership) => new()
    {
        Enabled = membership.AlliedSpendingEnabled,
        DailyCapUnits = membership.DailyCapUnits,
    };

    /// <summary>Alliance time, for members that are to be closed; others look the same at any time.</summary>
    private ValueTask<DateTimeOffset> NowForAsync(IEnumerable<Membership> memberships, CancellationToken cancel) =>
        memberships.Any(m => m.Member.CloseTime is not null) ? clock.NowAsync(cancel) : new(DateTimeOffset.MinValue);
}

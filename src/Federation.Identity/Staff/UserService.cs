using Federation.Errors.V1;
using Federation.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Identity;

/// <summary>The people of brands and of the alliance. Each RPC is in the file of its name; here is what they
/// share.</summary>
internal sealed partial class UserService(
    IdentityDb db, Invitations invitations, InvitationHalves halves, WaysIn ways, SessionEnds ends, OwnerTurns turns,
    PartnerDirectory partners, PageTokens tokens, IOptions<IdentityOptions> options, TimeProvider time,
    ILogger<UserService> logger)
    : V1.UserService.UserServiceBase
{
    private const string ReadScope = "users.read";
    private const string WriteScope = "users.write";

    /// <summary>Runs a command on an owner's people once, alone among those of the owner.</summary>
    /// <param name="request">The command.</param>
    /// <param name="requestId">Its id.</param>
    /// <param name="owner"><c>partners/{id}</c> or <c>alliance</c>.</param>
    /// <param name="context">The call.</param>
    /// <param name="effect">Changes the context and makes the answer.</param>
    /// <param name="rule">What a suspension of the brand stops.</param>
    /// <param name="recorded">The answer as a replay gives it, where that is less than the first.</param>
    private async Task<TResponse> OnceAsync<TResponse>(
        IMessage request, Guid requestId, string owner, ServerCallContext context, Func<Task<TResponse>> effect,
        SuspensionRule? rule = null, Func<TResponse, TResponse>? recorded = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var caller = Caller.Of(context);
        var cancel = context.CancellationToken;
        var suspended = caller.PartnerId is { } partner
            ? rule?.Refuses(await partners.WithAsync(d => !d.IsSuspended(partner), cancel), partner)
            : null;
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        return await turns.RunAsync(
            () => db.RunOnceAsync(
                command,
                async () =>
                {
                    if (suspended is not null)
                        throw new RefusalException(suspended);
                    await db.LockOwnerAsync(owner, cancel);
                    return await effect();
                },
                cancel, recorded),
            cancel);
    }

    /// <summary>Whether a caller is the owner of people: its brand, or the alliance.</summary>
    private static bool IsOwn(Caller caller, string owner) =>
        owner == ResourceNames.Alliance ? caller.IsOfAlliance : caller.Principal.Name == owner;

    /// <summary>The person of the caller's owner, to be changed. USER_NOT_FOUND.</summary>
    private async Task<StaffUser> RequireAsync(StaffName name, Caller caller, CancellationToken cancel) =>
        (IsOwn(caller, name.Owner)
            ? await db.Staff.SingleOrDefaultAsync(s => s.Owner == name.Owner && s.Person == name.Person, cancel)
            : null)
        ?? throw NotFound(name.ToString());

    private static RefusalException NotFound(string name) =>
        new(Refusal.NotFound(ErrorReason.UserNotFound, name));

    /// <summary>LAST_ADMIN where the owner would be left without an admin who can sign in.</summary>
    private async Task RequireAnotherAdminAsync(StaffUser leaving, CancellationToken cancel)
    {
        if (leaving is { State: StaffState.Active, Role: StaffRoles.Admin }
            && !await db.Staff.AnyAsync(
                s => s.Owner == leaving.Owner && s.Role == StaffRoles.Admin && s.State == StaffState.Active
                    && s.Id != leaving.Id,
                cancel))
            throw new RefusalException(
                ErrorReason.LastAdmin,
                $"{leaving.Name} is the only active admin of {leaving.Owner}; make somebody else an admin first.");
    }

    private async Task RequireRoomAsync(string owner, CancellationToken cancel)
    {
        var maximum = options.Value.MaxUsersPerOwner;
        if (await db.Staff.CountAsync(s => s.Owner == owner && s.State != StaffState.Ended, cancel) >= maximum)
            throw new RefusalException(new Refusal(
                ErrorReason.UsersExhausted,
                $"{owner} has {maximum} people, and may not have more; end those who left.").With("maximum", maximum));
    }

    private static void RequireRevision(StaffUser user, long revision)
    {
        if (user.Revision != revision)
            throw new RefusalException(new Refusal(
                ErrorReason.VersionMismatch,
                $"{user.Name} has revision {user.Revision}, not {revision}; read it again.")
                .With("revision", user.Revision));
    }

    private static void RequireNotEnded(StaffUser user)
    {
        if (user.State == StaffState.Ended)
            throw new RefusalException(ErrorReason.UserEnded, $"{user.Name} has ended; invite it anew.");
    }

    /// <summary>SCOPE_MISSING where a role has more than the caller's token carries: whoever has a credential for
    /// inviting alone cannot make itself somebody who may do more. Scopes that the caller's role has not are those of
    /// another's work; the second person of the alliance decides about them.</summary>
    private static void RequireToGive(Caller caller, StaffRole role)
    {
        var withheld = Permissions.ScopesOf(caller.Role).Except(caller.Scopes);
        if (role.Scopes.Intersect(withheld, StringComparer.Ordinal).FirstOrDefault() is { } scope)
            throw new RefusalException(new Refusal(
                ErrorReason.ScopeMissing,
                $"Your access token does not carry the scope {scope}, so it cannot give it to a person.")
                .With("scope", scope));
    }

    private void Touch(StaffUser user) => (user.UpdateTime, user.Revision) = (time.UtcNow(), user.Revision + 1);

    /// <summary>Takes all from a user with which it signs in or is signed in.</summary>
    /// <remarks>Within the command's transaction; <see cref="SessionEnds.RefuseEndedAsync"/> follows it.</remarks>
    private async Task CloseAsync(StaffUser user, CancellationToken cancel)
    {
        await ways.RemoveAllAsync(user.Id, cancel);
        await invitations.EndAllAsync(user.Id, cancel);
        await ends.EndAllAsync(user.Id, cancel);
    }

    private Task<StaffProposal?> ProposalOfAsync(StaffUser user, CancellationToken cancel) =>
        db.StaffProposals.SingleOrDefaultAsync(p => p.UserId == user.Id, cancel);

    /// <summary>A user with what waits for it.</summary>
    private async Task<V1.User> ShowAsync(StaffUser user, CancellationToken cancel) =>
        (await ShowAsync([user], cancel))[0];

    private async Task<List<V1.User>> ShowAsync(IReadOnlyList<StaffUser> users, CancellationToken cancel)
    {
        var (ids, now) = (users.Select(u => u.Id).ToList(), time.UtcNow());
        var proposals = await db.StaffProposals.AsNoTracking().Where(p => ids.Contains(p.UserId))
            .ToDictionaryAsync(p => p.UserId, cancel);
        var expiries = await db.Invitations
            .Where(i => ids.Contains(i.UserId) && i.EndTime == null && i.ExpireTime > now)
            .ToDictionaryAsync(i => i.UserId, i => (DateTimeOffset?)i.ExpireTime, cancel);
        return [.. users.Select(u => u.ToUser(proposals.GetValueOrDefault(u.Id), expiries.GetValueOrDefault(u.Id)))];
    }
}

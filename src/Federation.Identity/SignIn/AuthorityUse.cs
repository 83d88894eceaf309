using Federation.Hosting;
using Microsoft.AspNetCore.Http;

namespace Federation.Identity;

/// <summary>Does what an answer of the company's own authority is for. It makes no user, and it signs nobody in whom no
/// user is known by.</summary>
internal sealed class AuthorityUse(
    ExternalNames names, Invitations invitations, StaffSecurityView view, SignInSessions sessions, AuthorityLog log)
{
    /// <returns>Why it is not done; null if it is.</returns>
    public Task<SignInProblem?> UseAsync(HttpContext context, AuthorityTry attempt, AuthorityPerson person) =>
        attempt.Purpose switch
        {
            AuthorityPurpose.Add => AddAsync(context, person),
            AuthorityPurpose.Invitation => TakeUpAsync(context, attempt.Invitation ?? "", person),
            _ => SignInAsync(context, person),
        };

    private async Task<SignInProblem?> SignInAsync(HttpContext context, AuthorityPerson person)
    {
        if (await names.FindAsync(person, context.RequestAborted) is not { } user)
        {
            log.Refused("The authority knows the person, but no user is known by that name.");
            return SignInProblem.NobodyByAuthority;
        }
        await SignedInAsync(context, user, person);
        return null;
    }

    private async Task<SignInProblem?> AddAsync(HttpContext context, AuthorityPerson person)
    {
        if (await view.FreshAsync(context) is not var (_, user))
            return SignInProblem.StepGone;
        if (!await names.TryAddAsync(user.Id, person, context.RequestAborted))
            return SignInProblem.AnothersAuthorityName;
        await SignedInAsync(context, user, person);
        return null;
    }

    private async Task<SignInProblem?> TakeUpAsync(HttpContext context, string invitation, AuthorityPerson person)
    {
        if (await names.IsTakenAsync(person, context.RequestAborted))
            return SignInProblem.AnothersAuthorityName;
        var user = await invitations.UseAsync(invitation, active =>
        {
            names.Add(active.Id, person);
            return Task.CompletedTask;
        }, context.RequestAborted);
        if (user is null)
            return SignInProblem.InvitationGone;
        await SignedInAsync(context, user, person);
        return null;
    }

    private Task SignedInAsync(HttpContext context, StaffUser user, AuthorityPerson person) => SigningIn.SignedInAsync(
        context, sessions, user, SignInWay.Authority, new OutsideProof(Moments.Cut(person.AuthTime), person.Acr));
}

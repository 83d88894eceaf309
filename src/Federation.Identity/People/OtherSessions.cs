namespace Federation.Identity;

/// <summary>Ends a user's sessions but the one in whose browser the user is.</summary>
internal sealed class OtherSessions(SignInSessions sessions, SessionEnds ends)
{
    public async Task EndAsync(StaffSession kept, CancellationToken cancel)
    {
        foreach (var session in await sessions.ListAsync(kept.UserId, cancel))
            if (session.Id != kept.Id)
                await ends.EndAsync(session.Id, cancel);
    }
}

using Federation.Accounts.V1;
using Federation.Client;
using Federation.Errors.V1;

namespace Federation.Web;

/// <summary>The brands that a member is linked with.</summary>
internal static class MemberBrands
{
    /// <summary>How many brands are asked at the same time.</summary>
    private const int AtOnce = 4;

    /// <summary>The brands' names, <c>partners/{p}</c>.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(Alliance alliance) =>
        [.. (await alliance.Client.Members.ListMembershipsAsync(
            new ListMembershipsRequest { Member = ResourceNames.Me }, cancellationToken: alliance.Cancel))
            .Memberships.Where(m => m.State is MemberState.Linked).Select(m => m.Partner)];

    /// <summary>What each brand answers. A brand whose customer the session has not shown the member to be says nothing
    /// to it, and is left out.</summary>
    public static async Task<IReadOnlyList<(string Partner, TAnswer Answer)>> AskAsync<TAnswer>(
        Alliance alliance, Func<string, Task<TAnswer>> ask)
        where TAnswer : class
    {
        var found = new List<(string, TAnswer)>();
        foreach (var some in (await ListAsync(alliance)).Chunk(AtOnce))
            foreach (var (partner, answer) in await Task.WhenAll(some.Select(async p => (p, await OfAsync(p, ask)))))
                if (answer is not null)
                    found.Add((partner, answer));
        return found;
    }

    private static async Task<TAnswer?> OfAsync<TAnswer>(string partner, Func<string, Task<TAnswer>> ask)
        where TAnswer : class
    {
        try
        {
            return await ask(partner);
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.BrandNotProven)
        {
            return null;
        }
    }
}

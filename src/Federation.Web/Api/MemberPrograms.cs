using Federation.Accounts.V1;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>The programmes of the brands that a member is linked with and has proven to be a customer of.</summary>
internal static class MemberPrograms
{
    /// <summary>How many brands are asked at the same time.</summary>
    private const int AtOnce = 4;

    public static async Task<IReadOnlyList<Program>> ListAsync(Alliance alliance)
    {
        var memberships = (await alliance.Client.Members.ListMembershipsAsync(
            new ListMembershipsRequest { Member = ResourceNames.Me }, cancellationToken: alliance.Cancel))
            .Memberships.Where(m => m.State is MemberState.Linked);
        var found = new List<Program>();
        foreach (var some in memberships.Chunk(AtOnce))
            foreach (var listed in await Task.WhenAll(some.Select(m => OfAsync(alliance, m.Partner))))
                found.AddRange(listed);
        return found;
    }

    private static async Task<IReadOnlyList<Program>> OfAsync(Alliance alliance, string partner)
    {
        try
        {
            var listed = await alliance.Client.Programs.ListProgramsAsync(
                new ListProgramsRequest { Parent = partner }, cancellationToken: alliance.Cancel);
            // One without rules gives nothing yet.
            return [.. listed.Programs.Where(p => p.RuleSet.Length > 0)];
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.BrandNotProven)
        {
            return [];
        }
    }

    /// <summary>Whose programme it is, <c>partners/{p}</c>.</summary>
    public static string PartnerOf(Program program) =>
        ResourceNames.TryProgram(program.Name, out var partner, out _) ? ResourceNames.Partner(partner) : "";
}

using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>The programmes of the brands that a member is linked with and has proven to be a customer of.</summary>
internal static class MemberPrograms
{
    public static async Task<IReadOnlyList<Program>> ListAsync(Alliance alliance)
    {
        var listed = await MemberBrands.AskAsync(alliance, partner => alliance.Client.Programs.ListProgramsAsync(
            new ListProgramsRequest { Parent = partner }, cancellationToken: alliance.Cancel).ResponseAsync);
        // One without rules gives nothing yet.
        return [.. listed.SelectMany(b => b.Answer.Programs.Where(p => p.RuleSet.Length > 0))];
    }

    /// <summary>Whose programme it is, <c>partners/{p}</c>.</summary>
    public static string PartnerOf(Program program) =>
        ResourceNames.TryProgram(program.Name, out var partner, out _) ? ResourceNames.Partner(partner) : "";
}

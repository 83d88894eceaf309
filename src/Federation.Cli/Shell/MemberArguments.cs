using System.CommandLine;
using Federation.Accounts.V1;
using Federation.Client;

namespace Federation.Cli;

/// <summary>A member as people name one.</summary>
internal static class MemberArguments
{
    /// <summary>The member's name for this brand: as given, or found by the brand's own number.</summary>
    public static async Task<string> ResolveAsync(FederationClient brand, string member, CancellationToken cancel)
    {
        if (member.StartsWith(ResourceNames.Members, StringComparison.Ordinal))
            return member;
        var found = await brand.Members.FindMemberAsync(
            new FindMemberRequest { ExternalId = member }, cancellationToken: cancel);
        return found.Member.Name;
    }

    public static Argument<string> Member() =>
        new("member") { Description = "The member: members/{uuid}, or the brand's own number of it." };
}

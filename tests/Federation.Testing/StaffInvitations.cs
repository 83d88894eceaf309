namespace Federation.Testing;

/// <summary>The links by which people who work for a brand, or for the alliance, set up how they sign in.</summary>
public static class StaffInvitations
{
    /// <param name="api">The alliance's API.</param>
    /// <param name="inviter">Whose credential invites: an admin of the brand.</param>
    /// <param name="brand">The brand's id.</param>
    /// <param name="person">The person's short name.</param>
    /// <param name="role">For instance <c>USER_ROLE_ADMIN</c>.</param>
    public static async Task<string> OfBrandAsync(
        JsonApi api, string inviter, string brand, string person, string role) =>
        (await api.PostAsync(inviter, $"/v1/partners/{brand}/users:invite", new
        {
            person,
            display_name = person,
            role,
        }))["invitationUri"]!.GetValue<string>();

    /// <summary>Nobody alone makes a person of the alliance: two people have half of the link each.</summary>
    /// <inheritdoc cref="OfBrandAsync"/>
    public static async Task<string> OfAllianceAsync(JsonApi api, string person, string role)
    {
        var proposed = await api.PostAsync("admin", "/v1/alliance/users:propose", new
        {
            person,
            display_name = person,
            role,
        });
        var approved = await api.PostAsync("approver", $"/v1/alliance/users/{person}:approve", new
        {
            revision = proposed["user"]!["revision"]!.GetValue<string>(),
        });
        return proposed["invitationPart"]!.GetValue<string>() + approved["invitationPart"]!.GetValue<string>();
    }
}

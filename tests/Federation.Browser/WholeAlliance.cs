namespace Federation.Browser;

/// <summary>An alliance with one brand and its coin.</summary>
public sealed class WholeAlliance(Pages pages) : RunningAlliance(pages)
{
    /// <summary>A new member of a brand, with some of its coins.</summary>
    public async Task<string> MemberAsync(string brand, long units)
    {
        var member = await Api.PostAsync(brand, "/v1/members", new { external_id = Guid.NewGuid().ToString("N") });
        var name = member["member"]!["name"]!.GetValue<string>();
        await Api.PostAsync(
            brand, "/v1/ledger:earn", new { member = name, amount = new { coin = $"coins/{brand}", units } });
        return name;
    }

    /// <summary>A link with which a brand invites somebody.</summary>
    public async Task<string> InvitationAsync(string brand, string person) =>
        (await Api.PostAsync(brand, $"/v1/partners/{brand}/users:invite", new
        {
            person,
            display_name = "Ann Lee",
            role = "USER_ROLE_ADMIN",
        }))["invitationUri"]!.GetValue<string>();

    protected override async Task FillAsync()
    {
        await Api.UseKnownAsync(CredentialsFile, "alliance");
        await Api.PostAsync("admin", "/v1/partners", new { partner_id = "aster", display_name = "Aster" });
        await Api.PostAsync("admin", "/v1/coins", new
        {
            coin_id = "aster",
            partner = "partners/aster",
            display_name = "Aster coin",
            display_code = "ASTER",
        });
        var made = await Api.PostAsync("admin", "/v1/partners/aster/credentials", new
        {
            display_name = "Till",
            role = "CREDENTIAL_ROLE_PARTNER_ADMIN",
        });
        await Api.UseAsync("aster", made["credential"]!["clientId"]!.GetValue<string>(),
            made["clientSecret"]!.GetValue<string>());
    }
}

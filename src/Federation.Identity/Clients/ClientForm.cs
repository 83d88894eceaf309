using Federation.Hosting;
using Federation.Identity.Internal.V1;

namespace Federation.Identity;

/// <summary>What a client must look like. Pure.</summary>
internal static class ClientForm
{
    public const string Alliance = ResourceNames.Alliance;
    private const int FingerprintBytes = 32;

    public static void Check(Form form, Client? client)
    {
        form.Check(client is not null, "client", "is required");
        if (client is null)
            return;
        form.Check(IsClientId(client.ClientId), "client.client_id", "must be 2 to 100 of a-z, 0-9, '.' and '-'");
        form.Text(client.DisplayName, "client.display_name", 1, 100);
        var forAlliance = client.Owner == Alliance;
        var forPartner = ResourceNames.TryPartner(client.Owner, out _);
        form.Check(forAlliance || forPartner, "client.owner", "must be partners/{id} or alliance");
        var role = Permissions.RoleOf(client.Role);
        var fits = role is Role.AllianceAdmin or Role.AllianceApprover
            ? forAlliance
            : role is Role.PartnerAdmin or Role.PartnerService && !forAlliance;
        form.Check(fits, "client.role", "must be a role of its owner");
        form.Check(
            fits && !client.Scopes.Except(Permissions.ScopesOf(role!.Value)).Any(),
            "client.scopes", "must be scopes of its role");
        form.Check(
            forAlliance ? IsAdmin(client.Principal) : client.Principal == client.Owner,
            "client.principal", "must be the partner, or admins/{person} of the alliance");
    }

    /// <summary>Checks the command's head; answers its request_id.</summary>
    public static Guid Check(Form form, CommandHead? head)
    {
        form.Check(head is not null, "head", "is required");
        if (head is null)
            return default;
        form.Check(head.Method.Length is > 0 and <= 200, "head.method", "must be 1 to 200 characters");
        form.Check(head.Fingerprint.Length == FingerprintBytes, "head.fingerprint", "must be 32 bytes");
        return form.RequestId(head.RequestId);
    }

    private static bool IsAdmin(string name) =>
        Principal.TryParse(name, out var principal) && principal.Person is not null;

    private static bool IsClientId(string id) => id.Length is >= 2 and <= 100 && id.All(IsIdCharacter);

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-';
}

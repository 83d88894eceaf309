using Federation.Design;
using Federation.Partners.V1;

namespace Federation.Web;

/// <summary>What credentials are called, and how they stand. Pure.</summary>
internal static class CredentialWords
{
    public static string RoleOf(Credential credential, WebTexts t) =>
        credential.Role is CredentialRole.PartnerAdmin ? t.RoleAdminSystem : t.RoleService;

    public static (TagKind Kind, string Text) StateOf(Credential credential, WebTexts t) => credential switch
    {
        { Revoked: true } => (TagKind.Plain, t.CredentialRevoked),
        { Pending: true } => (TagKind.Warn, t.CredentialPending),
        _ => (TagKind.Good, t.CredentialActive),
    };
}

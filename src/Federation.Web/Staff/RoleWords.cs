using Federation.Identity.V1;

namespace Federation.Web;

/// <summary>What the roles of people are called. Pure.</summary>
internal static class RoleWords
{
    public static string Of(UserRole role, WebTexts t) => role switch
    {
        UserRole.Admin => t.RoleAdmin,
        UserRole.Operator => t.RoleOperator,
        UserRole.Desk => t.RoleDesk,
        UserRole.Finance => t.RoleFinance,
        UserRole.Analyst => t.RoleAnalyst,
        UserRole.Approver => t.RoleApprover,
        UserRole.Auditor => t.RoleAuditor,
        _ => "",
    };
}

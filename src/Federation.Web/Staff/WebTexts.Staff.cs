namespace Federation.Web;

/// <summary>What portal and console share.</summary>
public sealed partial class WebTexts
{
    public string PortalSurface => Get();
    public string ConsoleSurface => Get();
    public string HomePage => Get();
    public string OverviewPage => Get();
    public string RoleLacksThis => Get();
    public string YouWorkFor => Get();
    public string YourRole => Get();
    public string YourScopes => Get();
    public string SessionOver => Get();

    // The roles.
    public string RoleAdmin => Get();
    public string RoleOperator => Get();
    public string RoleDesk => Get();
    public string RoleFinance => Get();
    public string RoleAnalyst => Get();
    public string RoleApprover => Get();
    public string RoleAuditor => Get();
}

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

    // People and their invitations.
    public string MomentUtc(string day, string time) => Fill([day, time]);
    public string PeoplePage => Get();
    public string PeopleOfBrand => Get();
    public string PeopleOfAlliance => Get();
    public string PersonName => Get();
    public string PersonId => Get();
    public string PersonIdHint => Get();
    public string PersonIdMissing => Get();
    public string PersonNameMissing => Get();
    public string RoleMissing => Get();
    public string TheirRole => Get();
    public string InviteHeading => Get();
    public string InviteAct => Get();
    public string ProposePersonHeading => Get();
    public string ProposePersonAct => Get();
    public string ProposePersonWhy => Get();
    public string InvitationOf(string person) => Fill([person]);
    public string InvitationLink => Get();
    public string InvitationWhat => Get();
    public string FirstHalfOfLink => Get();
    public string LastHalfOfLink => Get();
    public string HalfLinkWhat => Get();
    public string LastHalfWhat => Get();
    public string LinkWasShown => Get();
    public string PersonWaits => Get();
    public string PersonActive => Get();
    public string PersonInvited => Get();
    public string InvitationExpired => Get();
    public string PersonEnded => Get();
    public string InvitedBy => Get();
    public string TheHost => Get();
    public string ProposalOf(string role) => Fill([role]);
    public string ProposalInvites => Get();
    public string ProposalChanges => Get();
    public string ApproveAct => Get();
    public string ChangeRoleAct => Get();
    public string ChangeRoleEffect => Get();
    public string RenewHeading => Get();
    public string RenewWhat => Get();
    public string RenewAct => Get();
    public string EndPersonHeading => Get();
    public string EndPersonWhat => Get();
    public string EndPersonUndo => Get();
    public string EndPersonAct => Get();
    public string WhereSignedIn => Get();
    public string Browser => Get();
    public string Since => Get();
    public string SeenLast => Get();
    public string EndSessionAct => Get();

    // What waits for a decision.
    public string SilentModules(string modules) => Fill([modules]);
    public string AskedBy(string person) => Fill([person]);
    public string YouDecide => Get();
    public string TaskBoard => Get();
    public string TaskRuleSet => Get();
    public string TaskCorrection => Get();
    public string TaskAdjustment => Get();
    public string TaskCredential => Get();
    public string TaskUser => Get();
    public string TaskDrawReveal => Get();
    public string TaskDrawOverdue => Get();
    public string TaskCase => Get();
}

using Federation.Accounts.V1;
using Federation.Design;
using Federation.Exchange.V1;
using Federation.Gateway.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;

namespace Federation.Web;

/// <summary>The pages of portal and console in the order of their rails: the one list, from which also the tests take
/// what each role sees.</summary>
internal static class Rails
{
    public const string Portal = "/portal";
    public const string Console = "/console";

    private static readonly RailEntry PeopleEntry =
        new(PeoplePage.Path, t => t.PeoplePage, Permissions.Of<UserService.UserServiceBase>("ListUsers"));

    private static readonly RailSection[] OfPortal =
    [
        new(null, [
            new(Portal, t => t.HomePage, Permissions.Of<UserService.UserServiceBase>("GetMe")),
            new(StartPage.Path, t => t.StartPage, Permissions.Of<UserService.UserServiceBase>("GetMe")),
        ]),
        new(t => t.ProgrammeSection, [
            new(CoinsPage.Path, t => t.CoinsPage, Permissions.Of<LedgerService.LedgerServiceBase>("GetCoinTotals")),
            new(ProgramPaths.Root, t => t.RulesPage,
                Permissions.Of<ProgramService.ProgramServiceBase>("ListPrograms")),
            new(BrandRewardsPage.Path, t => t.BrandRewards,
                Permissions.Of<RewardService.RewardServiceBase>("ListRewards")),
            new(BrandDrawsPage.Path, t => t.BrandDraws,
                Permissions.Of<DrawService.DrawServiceBase>("ListDraws")),
            new(SurveyQuery.Path, t => t.SurveysPage,
                Permissions.Of<EventService.EventServiceBase>("ListSurveys")),
        ]),
        new(t => t.ServiceSection, [
            new(BrandMembersPage.Path, t => t.MembersPage,
                Permissions.Of<MemberService.MemberServiceBase>("ListMembers")),
            new(DeskPage.Path, t => t.DeskPage, Permissions.Of<MemberService.MemberServiceBase>("FindMember")),
            new(CasesPage.Path, t => t.CasesPage, Permissions.Of<CaseService.CaseServiceBase>("ListCases")),
            new(DeliveriesPage.Path, t => t.DeliveriesPage,
                Permissions.Of<MessageService.MessageServiceBase>("ListDeliveries")),
        ]),
        new(t => t.MoneySection, [
            new(BrandJournalsPage.Path, t => t.JournalsPage,
                Permissions.Of<LedgerService.LedgerServiceBase>("ListJournals")),
            new(RatesPage.Path, t => t.BrandRatesPage, Permissions.Of<BoardService.BoardServiceBase>("ListRates")),
        ]),
        new(t => t.IntegrationSection, [
            new(CredentialsPage.Path, t => t.CredentialsPage,
                Permissions.Of<CredentialService.CredentialServiceBase>("ListCredentials")),
            new(RequestsPage.Path, t => t.RequestsPage,
                Permissions.Of<RequestService.RequestServiceBase>("ListRequests")),
        ]),
        new(t => t.Brand, [
            new(ShopsPage.Path, t => t.ShopsPage, Permissions.Of<MerchantService.MerchantServiceBase>("ListMerchants")),
            PeopleEntry,
        ]),
    ];

    private static readonly RailSection[] OfConsole =
    [
        new(null, [new(Console, t => t.OverviewPage, Permissions.Of<UserService.UserServiceBase>("GetMe"))]),
        new(t => t.RatesSection,
        [
            new(BoardPaths.All, t => t.BoardsPage, Permissions.Of<BoardService.BoardServiceBase>("ListBoards")),
            new(BoardPaths.WhatIf, t => t.WhatIfPage, Permissions.Of<BoardService.BoardServiceBase>("WhatIf")),
        ]),
        new(t => t.BrandsSection, [
            new(PartnersPage.Path, t => t.BrandsPage,
                Permissions.Of<PartnerService.PartnerServiceBase>("ListPartners")),
        ]),
        new(t => t.Operation, [
            new(BooksPage.Path, t => t.BooksPage, Permissions.Of<LedgerService.LedgerServiceBase>("StreamCheckBooks")),
            new(ClockPage.Path, t => t.ClockPage, Permissions.Of<ClockService.ClockServiceBase>("AdvanceClock"))
            {
                IsForSandboxes = true,
            },
            new(HealthPage.Path, t => t.HealthPage, Permissions.Of<UserService.UserServiceBase>("GetMe")),
            PeopleEntry,
        ]),
    ];

    /// <summary>Where people of a kind begin.</summary>
    public static string HomeOf(SessionKind kind) => kind switch
    {
        SessionKind.Brand => Portal,
        SessionKind.Alliance => Console,
        _ => "/",
    };

    /// <summary>All pages that people of a kind could see.</summary>
    public static IReadOnlyList<RailSection> Of(SessionKind kind) => kind switch
    {
        SessionKind.Brand => OfPortal,
        SessionKind.Alliance => OfConsole,
        _ => [],
    };

    /// <summary>The pages that a person sees.</summary>
    public static IReadOnlyList<RailGroup> For(SessionKind kind, StaffMember person, bool isSandbox, WebTexts t) =>
        [.. Of(kind)
            .Select(section => new RailGroup(
                section.Heading?.Invoke(t),
                [.. section.Entries.Where(e => person.May(e.Method) && (isSandbox || !e.IsForSandboxes))
                    .Select(e => new RailLink(e.Text(t), e.Path))]))
            .Where(group => group.Links.Count > 0)];
}

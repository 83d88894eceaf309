using Federation.Hosting;

namespace Federation.Identity;

/// <summary>The roles of people: the one table, held against that of permissions, and against docs/security.md, by
/// tests.</summary>
public static class StaffRoles
{
    public const string Admin = "admin";
    public const string Operator = "operator";
    public const string Desk = "desk";
    public const string Finance = "finance";
    public const string Analyst = "analyst";
    public const string Approver = "approver";
    public const string Auditor = "auditor";

    /// <summary>Scopes with which no RPC changes anything. Commands have a <c>request_id</c>, and a test holds that no
    /// RPC with one of these scopes has it.</summary>
    public static IReadOnlyList<string> ReadScopes { get; } =
    [
        "adjustments.read", "boards.check", "boards.read", "cases.read", "closures.read", "coupons.read",
        "credentials.read", "draws.read", "exchange.read", "inbox.read", "ledger.check", "ledger.read", "members.read",
        "messages.read", "orders.read", "partners.read", "preferences.read", "profiles.read", "programs.read",
        "redemptions.read", "referrals.read", "requests.read", "rewards.read", "segments.read", "surveys.read",
        "tiers.read", "users.read",
    ];

    public static IReadOnlyList<StaffRole> OfBrands { get; } =
    [
        Whole(Admin, Role.PartnerAdmin),
        Whole(Operator, Role.PartnerService),
        new(Desk, Role.PartnerService,
        [
            "adjustments.propose", "adjustments.read", "cases.decide", "cases.read", "contacts.reveal",
            "contacts.write", "coupons.read", "draws.read", "exchange.read", "exchange.refund", "inbox.read",
            "ledger.clawback", "ledger.hold", "ledger.read", "ledger.refund", "members.read", "messages.read",
            "orders.read", "orders.return", "partners.read", "preferences.read", "preferences.write", "profiles.read",
            "redemptions.decide", "redemptions.read", "referrals.read", "rewards.fulfil", "rewards.read",
            "tiers.read",
        ]),
        new(Finance, Role.PartnerService,
        [
            "adjustments.read", "boards.read", "coupons.read", "draws.read", "exchange.read", "ledger.read",
            "orders.read", "partners.read", "programs.read", "redemptions.read", "rewards.read",
        ]),
        Reading(Analyst, Role.PartnerService),
    ];

    public static IReadOnlyList<StaffRole> OfAlliance { get; } =
    [
        Whole(Admin, Role.AllianceAdmin),
        Whole(Approver, Role.AllianceApprover),
        Reading(Auditor, Role.AllianceAdmin),
    ];

    /// <summary>A role that a user has.</summary>
    public static StaffRole Of(StaffUser user) => Find(user.Owner, user.Role)
        ?? throw new InvalidOperationException($"The user {user.Name} has the role '{user.Role}', which there is not.");

    /// <summary>The role of an owner's people with this name; null where there is none.</summary>
    public static StaffRole? Find(string owner, string name) =>
        (owner == ResourceNames.Alliance ? OfAlliance : OfBrands).FirstOrDefault(r => r.Name == name);

    private static StaffRole Whole(string name, Role role) => new(name, role, Hosting.Permissions.ScopesOf(role));

    private static StaffRole Reading(string name, Role role) =>
        new(name, role, [.. Hosting.Permissions.ScopesOf(role).Intersect(ReadScopes)]);
}

using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>The names of resources: <c>coins/{id}</c>, <c>partners/{p}/merchants/{m}</c>,
/// <c>members/{m}/wallets/{coin}</c>.</summary>
public static class ResourceNames
{
    /// <summary>The alliance itself, where a name stands for a brand or for it: an owner, a viewer, a party.</summary>
    public const string Alliance = "alliance";

    /// <summary>What the names of a kind begin with; the id follows.</summary>
    public const string Authorizations = "authorizations/";

    public const string Coins = "coins/";

    public const string Exchanges = "exchanges/";
    public const string Holds = "holds/";
    public const string Journals = "journals/";
    public const string Members = "members/";
    public const string Partners = "partners/";
    public const string Segments = "segments/";

    /// <summary>A member, where it calls for itself: it has no other name there.</summary>
    public const string Me = Members + "me";

    /// <summary>In place of a number: the one that is in force.</summary>
    public const string InForce = "-";

    private const string Adjustments = "/adjustments/";
    private const string Credentials = "/credentials/";
    private const string Merchants = "/merchants/";
    public const string Coupons = "coupons/";
    private const string Programs = "/programs/";
    private const string RuleSets = "/ruleSets/";
    private const string Evaluations = "/evaluations/";
    private const string Orders = "/orders/";
    private const string Corrections = "/corrections/";
    private const string Referrals = "/referrals/";
    private const string TierGrants = "/tierGrants/";
    private const string Cases = "/cases/";
    private const string TierFreezes = "/tierFreezes/";
    private const string Rewards = "/rewards/";
    private const string Redemptions = "/redemptions/";
    private const string Draws = "/draws/";
    private const string Deliveries = "/deliveries/";
    private const string MessageGateways = "/messageGateways/";
    private const string Wallets = "/wallets/";

    /// <summary>An id of a partner, coin or merchant: 2 to 32 of <c>a-z0-9-</c>, starting with a letter.</summary>
    public static bool IsId(ReadOnlySpan<char> id)
    {
        if (id.Length is < 2 or > 32 || !char.IsAsciiLetterLower(id[0]))
            return false;
        foreach (var c in id)
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
                return false;
        return true;
    }

    public static string Coin(string id) => Coins + id;

    public static string Partner(string id) => Partners + id;

    public static string Merchant(string partner, string merchant) => Partners + partner + Merchants + merchant;

    /// <summary>A proposal to give coins to a member, or to take some.</summary>
    public static string Adjustment(string partner, Guid id) => Partners + partner + Adjustments + id.ToString("D");

    /// <summary>A credential of a brand.</summary>
    public static string Credential(string partner, string clientId) => Partners + partner + Credentials + clientId;

    public static string Program(string partner, string program) => Partners + partner + Programs + program;

    /// <param name="program">The programme's name.</param>
    /// <param name="digest">The digest of the decision's record.</param>
    public static string Evaluation(string program, ReadOnlySpan<byte> digest) =>
        program + Evaluations + Convert.ToHexStringLower(digest);

    /// <param name="id">The coupon's id.</param>
    public static string Coupon(Guid id) => Coupons + id.ToString("D");

    /// <param name="program">The programme's name.</param>
    /// <param name="id">The order's id.</param>
    public static string Order(string program, Guid id) => program + Orders + id.ToString("D");

    /// <param name="program">The programme's name.</param>
    /// <param name="id">The referral's id.</param>
    public static string Referral(string program, Guid id) => program + Referrals + id.ToString("D");

    /// <param name="program">The programme's name.</param>
    /// <param name="id">The case's id.</param>
    public static string Case(string program, Guid id) => program + Cases + id.ToString("D");

    /// <param name="program">The programme's name.</param>
    /// <param name="id">The id of a level that was granted to a member.</param>
    public static string TierGrant(string program, Guid id) => program + TierGrants + id.ToString("D");

    /// <param name="program">The programme's name.</param>
    /// <param name="id">The id of days on which levels do not fall.</param>
    public static string TierFreeze(string program, Guid id) => program + TierFreezes + id.ToString("D");

    /// <param name="program">The programme's name.</param>
    /// <param name="number">The rule set's number, or <see cref="InForce"/>.</param>
    public static string RuleSet(string program, string number) => program + RuleSets + number;

    /// <param name="program">The programme's name.</param>
    /// <param name="number">The correction's number.</param>
    public static string Correction(string program, string number) => program + Corrections + number;

    /// <summary>What a brand gives for its coins.</summary>
    public static string Reward(string partner, string reward) => Partners + partner + Rewards + reward;

    /// <summary>A draw of a brand's.</summary>
    public static string Draw(string partner, string draw) => Partners + partner + Draws + draw;

    /// <summary>A reward that a member has redeemed.</summary>
    public static string Redemption(string partner, Guid id) => Partners + partner + Redemptions + id.ToString("D");

    /// <summary>A message of a brand's on one channel.</summary>
    public static string Delivery(string partner, Guid id) => Partners + partner + Deliveries + id.ToString("D");

    /// <summary>The server of a brand's that passes messages on.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="channel">The channel, in lower case.</param>
    public static string MessageGateway(string partner, string channel) =>
        Partners + partner + MessageGateways + channel;

    /// <param name="member">The member's name, as somebody knows it.</param>
    /// <param name="coin">The coin's id.</param>
    public static string Wallet(string member, string coin) => member + Wallets + coin;

    public static bool TryCoin(string? name, [NotNullWhen(true)] out string? id) => TrySingle(name, Coins, out id);

    public static bool TryPartner(string? name, [NotNullWhen(true)] out string? id) =>
        TrySingle(name, Partners, out id);

    public static bool TryMerchant(
        string? name, [NotNullWhen(true)] out string? partner, [NotNullWhen(true)] out string? merchant)
    {
        (partner, merchant) = (null, null);
        if (name?.Split('/') is not ["partners", var p, "merchants", var m] || !IsId(p) || !IsId(m))
            return false;
        (partner, merchant) = (p, m);
        return true;
    }

    public static bool TryProgram(
        string? name, [NotNullWhen(true)] out string? partner, [NotNullWhen(true)] out string? program)
    {
        (partner, program) = (null, null);
        if (name?.Split('/') is not ["partners", var p, "programs", var id] || !IsId(p) || !IsId(id))
            return false;
        (partner, program) = (p, id);
        return true;
    }

    /// <summary>Splits <c>{program}/ruleSets/{number}</c>.</summary>
    public static bool TryRuleSet(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? number) =>
        TryPart(name, RuleSets, out program, out number);

    /// <summary>Splits <c>{program}/corrections/{number}</c>.</summary>
    public static bool TryCorrection(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? number) =>
        TryPart(name, Corrections, out program, out number);

    /// <summary>Splits <c>{program}/evaluations/{digest}</c>.</summary>
    public static bool TryEvaluation(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? digest) =>
        TryPart(name, Evaluations, out program, out digest);

    /// <summary>Splits <c>{program}/orders/{uuid}</c>.</summary>
    public static bool TryOrder(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? id) =>
        TryPart(name, Orders, out program, out id);

    /// <summary>Splits <c>{program}/referrals/{uuid}</c>.</summary>
    public static bool TryReferral(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? id) =>
        TryPart(name, Referrals, out program, out id);

    /// <summary>Splits <c>{program}/cases/{uuid}</c>.</summary>
    public static bool TryCase(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? id) =>
        TryPart(name, Cases, out program, out id);

    /// <summary>Splits <c>{program}/tierGrants/{uuid}</c>.</summary>
    public static bool TryTierGrant(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? id) =>
        TryPart(name, TierGrants, out program, out id);

    /// <summary>Splits <c>{program}/tierFreezes/{uuid}</c>.</summary>
    public static bool TryTierFreeze(
        string? name, [NotNullWhen(true)] out string? program, [NotNullWhen(true)] out string? id) =>
        TryPart(name, TierFreezes, out program, out id);

    /// <summary>Splits <c>partners/{p}/adjustments/{uuid}</c>.</summary>
    public static bool TryAdjustment(string? name, [NotNullWhen(true)] out string? partner, out Guid id)
    {
        (partner, id) = (null, default);
        return TryPart(name, Adjustments, out var brand, out var uuid) && TryPartner(brand, out partner)
            && Uuids.TryParse(uuid, out id);
    }

    /// <summary>Splits <c>partners/{p}/draws/{id}</c>.</summary>
    public static bool TryDraw(
        string? name, [NotNullWhen(true)] out string? partner, [NotNullWhen(true)] out string? draw)
    {
        (partner, draw) = (null, null);
        if (name?.Split('/') is not ["partners", var p, "draws", var id] || !IsId(p) || !IsId(id))
            return false;
        (partner, draw) = (p, id);
        return true;
    }

    /// <summary>Splits <c>partners/{p}/rewards/{id}</c>.</summary>
    public static bool TryReward(
        string? name, [NotNullWhen(true)] out string? partner, [NotNullWhen(true)] out string? reward)
    {
        (partner, reward) = (null, null);
        if (name?.Split('/') is not ["partners", var p, "rewards", var id] || !IsId(p) || !IsId(id))
            return false;
        (partner, reward) = (p, id);
        return true;
    }

    /// <summary>Splits <c>partners/{p}/redemptions/{uuid}</c>.</summary>
    public static bool TryRedemption(string? name, [NotNullWhen(true)] out string? partner, out Guid id)
    {
        (partner, id) = (null, default);
        return TryPart(name, Redemptions, out var brand, out var uuid) && TryPartner(brand, out partner)
            && Uuids.TryParse(uuid, out id);
    }

    /// <summary>Splits <c>partners/{p}/deliveries/{uuid}</c>.</summary>
    public static bool TryDelivery(string? name, [NotNullWhen(true)] out string? partner, out Guid id)
    {
        (partner, id) = (null, default);
        return TryPart(name, Deliveries, out var brand, out var uuid) && TryPartner(brand, out partner)
            && Uuids.TryParse(uuid, out id);
    }

    /// <summary>Splits <c>partners/{p}/messageGateways/{channel}</c>.</summary>
    public static bool TryMessageGateway(
        string? name, [NotNullWhen(true)] out string? partner, [NotNullWhen(true)] out string? channel)
    {
        partner = null;
        return TryPart(name, MessageGateways, out var brand, out channel) && TryPartner(brand, out partner);
    }

    /// <summary>The id of <c>segments/{id}</c>.</summary>
    public static bool TrySegment(string? name, [NotNullWhen(true)] out string? id) =>
        TrySingle(name, Segments, out id);

    private static bool TryPart(
        string? name, string collection, [NotNullWhen(true)] out string? parent, [NotNullWhen(true)] out string? id)
    {
        (parent, id) = (null, null);
        var at = name?.LastIndexOf(collection, StringComparison.Ordinal) ?? -1;
        if (at < 0)
            return false;
        (parent, id) = (name![..at], name[(at + collection.Length)..]);
        return true;
    }

    /// <summary>Splits <c>members/{m}/wallets/{coin}</c> into <c>members/{m}</c> and the coin's id.</summary>
    public static bool TryWallet(
        string? name, [NotNullWhen(true)] out string? member, [NotNullWhen(true)] out string? coin)
    {
        (member, coin) = (null, null);
        if (name?.Split('/') is not ["members", var m, "wallets", var c] || !IsId(c))
            return false;
        (member, coin) = (Members + m, c);
        return true;
    }

    /// <summary>Whether a name can be a member's: <c>members/{uuid}</c>, or <see cref="Me"/>.</summary>
    public static bool IsMember([NotNullWhen(true)] string? name) => name == Me || TryUuid(name, Members, out _);

    /// <summary>Reads <c>{prefix}{uuid}</c>, for instance <c>journals/…</c>.</summary>
    public static bool TryUuid(string? name, string prefix, out Guid id)
    {
        id = default;
        return name is not null && name.StartsWith(prefix, StringComparison.Ordinal)
            && Uuids.TryParse(name.AsSpan(prefix.Length), out id);
    }

    /// <summary>The id of a name that is known to be good, of what stands first in it: of the partner in
    /// <c>partners/p/merchants/m</c>.</summary>
    public static string FirstId(string name) => name.Split('/')[1];

    /// <summary>What follows the last slash: an id, whether it was typed alone or as a name.</summary>
    public static string LastPart(string text) => text[(text.LastIndexOf('/') + 1)..];

    private static bool TrySingle(string? name, string prefix, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (name is null || !name.StartsWith(prefix, StringComparison.Ordinal) || !IsId(name.AsSpan(prefix.Length)))
            return false;
        id = name[prefix.Length..];
        return true;
    }
}

using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>The table of hostile calls: a file for each part of the public interface.</summary>
internal static partial class HostileCalls
{
    private const string BirchTill = "partners/birch/merchants/till";
    private const string AsterTill = "partners/aster/merchants/till";
    private const string Nobody = "members/0194f3a0-0000-7000-8000-000000000000";
    private const long Maximum = Units.MaxCommand;
    private const long AboveMaximum = Maximum + 1;

    public static IReadOnlyDictionary<string, HostileCall> All { get; } = new[]
    {
        Amounts(), Names(), Holders(), RequestIdsAndReferences(), Undoing(), Adjustments(), Batches(), Reads(),
            Clocks(),
        Holds(), Captures(), Gifts(), Wallets(), Terms(), Earnings(), Guarded(), DryRuns(), Sweeps(), History(),
            Streams(),
        Registrations(), Codes(), Memberships(), Closings(), OwnMemberships(), OwnCodes(), OwnPrograms(),
        OwnReferrals(), OwnCheckIns(),
        Brands(), Coins(), Merchants(), Credentials(), Proposals(), Publications(),
        ProposedAdjustments(), People(), AlliancePeople(), Desks(), Recorded(),
        Programmes(), Orders(), Events(), OrderStreams(), OrderSteps(), Coupons(), Referrals(), Risks(), Cases(),
        RuleSetDrafts(), RuleSetPublications(),
        Simulations(), Corrections(), Profiles(), Segments(), GrantedTiers(),
        RewardForms(), RewardCouponForms(), Catalogues(), Redeemings(), Redemptions(), OwnRewards(),
        DrawForms(), DrawEntries(), DrawSteps(), OwnDraws(),
        MessageSettings(), Messages(), Inboxes(),
        PaymentForms(), Payments(), Quotes(), PayCodes(), PaymentReads(), PaymentRefunds(),
        SeveralCoins(), AuthorizationForms(), Authorizations(), AuthorizedCaptures(), AuthorizationsAsHolds(),
        ConversionForms(), Conversions(), ConversionUndoings(), Receipts(), ExchangesOverJson(),
        OwnWallets(), OwnExchanges(), OthersRoles(),
        Tokens(), Routes(), Frames(), Documents(), Encodings(), ContractOverJson(), Spellings(), CoinChanges(),
    }.SelectMany(rows => rows).ToDictionary(row => row.Name, StringComparer.Ordinal);

    private static HostileCall Row<T>(
        string name, StatusCode code, string reason, Func<HostileAlliance, AsyncUnaryCall<T>> call,
        params string[] fields) =>
        new(name, code, reason, fields, async a => await call(a));

    private static HostileCall Row(
        string name, StatusCode code, string reason, Func<HostileAlliance, Task> call, params string[] fields) =>
        new(name, code, reason, fields, call);

    /// <summary>A call of bad form; the refusal names the fields.</summary>
    private static HostileCall Bad<T>(
        string name, Func<HostileAlliance, AsyncUnaryCall<T>> call, params string[] fields) =>
        Row(name, StatusCode.InvalidArgument, "FIELD_INVALID", call, fields);

    private static HostileCall Bad(string name, Func<HostileAlliance, Task> call, params string[] fields) =>
        Row(name, StatusCode.InvalidArgument, "FIELD_INVALID", call, fields);

    private static string Id() => RequestIds.New();

    private static CoinAmount Of(string coin, long units) => Alliance.Coins(coin, units);

    private static EarnRequest Earning(string member, long units, string coin = "aster") =>
        new() { RequestId = Id(), Member = member, Amount = Of(coin, units) };

    private static RedeemRequest Redeeming(string member, long units, string coin = "aster", string merchant = "") =>
        new() { RequestId = Id(), Member = member, Amount = Of(coin, units), Merchant = merchant };

    private static AdjustRequest Adjusting(
        string member, long units, string coin = "aster", string reason = "goodwill") =>
        new() { RequestId = Id(), Member = member, Coin = "coins/" + coin, Units = units, ReasonCode = reason };

    /// <summary>A refund of so many units; of all where none are said.</summary>
    private static Ledger.V1.RefundRequest Refunding(string journal, long? units = null) =>
        new() { RequestId = Id(), Journal = journal, Units = units ?? 0, All = units is null };

    private static ReverseRequest Reversing(string journal) => new() { RequestId = Id(), Journal = journal };

    private static PayRequest ByConsent(
        string member, long units, string coin = "aster", string merchant = BirchTill) =>
        new() { RequestId = Id(), Merchant = merchant, Member = member, Pay = Of(coin, units) };

    private static PayRequest ByCode(string code, long units, string coin = "aster", string merchant = BirchTill) =>
        new() { RequestId = Id(), Merchant = merchant, PayCode = code, Pay = Of(coin, units) };
}

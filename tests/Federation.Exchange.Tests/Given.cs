using Federation.Accounts.Internal.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>The alliance of four brands: each has one coin and one merchant, <c>shop</c>.</summary>
internal static class Given
{
    public const string Currency = "GBP";
    public const int Fee = 100;
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Coin, what it asks, what it pays.</summary>
    public static readonly (string Coin, long OnValue, long OffValue)[] Coins =
        [("aster", 100, 90), ("birch", 50, 45), ("cedar", 200, 170), ("dune", 80, 76)];

    public static readonly AllianceKey Key = AllianceKey.FromSecret([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    public static readonly MemberNames Names = new(Key.Derive("member-names"));
    public static readonly MemberId Ann = Names.NewId(Now);

    public static string Merchant(string brand) => ResourceNames.Merchant(brand, "shop");

    public static GetDirectoryResponse DirectoryResponse(params string[] suspended)
    {
        var response = new GetDirectoryResponse { Version = 1 };
        foreach (var (id, _, _) in Coins)
        {
            response.Partners.Add(new DirectoryPartner { Id = id, Suspended = suspended.Contains(id) });
            response.Coins.Add(new DirectoryCoin { Id = id, PartnerId = id, DisplayCode = id.ToUpperInvariant() });
            response.Merchants.Add(new DirectoryMerchant { PartnerId = id, Id = "shop", CoinId = id });
        }
        return response;
    }

    public static DirectorySnapshot Directory(params string[] suspended) => new(DirectoryResponse(suspended));

    public static RateBoard Board(params string[] without) => new(7, Currency, new ConversionFee(Fee, 0), Coins
        .Where(c => !without.Contains(c.Coin))
        .Select(c => KeyValuePair.Create(c.Coin, new CoinRates(c.OnValue, c.OffValue))));

    public static ProposeBoardRequest Proposal(int fee = Fee)
    {
        var request = new ProposeBoardRequest
        {
            RequestId = Guid.NewGuid()
            .ToString("D"),
            FeeBasisPoints = fee,
            MaximumUnits = Units.MaxCommand
        };
        foreach (var (coin, onValue, offValue) in Coins)
            request.Values.Add(
                new CoinValue { Coin = "coins/" + coin, OnValueUnits = onValue, OffValueUnits = offValue });
        return request;
    }

    /// <summary>The same as terms.</summary>
    public static BoardTerms Terms(int fee = Fee)
    {
        var terms = new BoardTerms { FeeBasisPoints = fee, MaximumUnits = Units.MaxCommand };
        terms.Values.AddRange(Proposal().Values);
        return terms;
    }

    /// <summary>Linked with the till, all four brands opted in.</summary>
    public static ResolveSpendingResponse Consent(long cap = 0)
    {
        var consent = new ResolveSpendingResponse { MemberId = Ann.ToString(), MerchantLinked = true };
        consent.LinkedPartnerIds.AddRange(Coins.Select(c => c.Coin));
        consent.Consents.AddRange(Coins.Select(c => new AlliedConsent { PartnerId = c.Coin, DailyCapUnits = cap }));
        return consent;
    }

    public static ResolveSpendingResponse Code(string coin, long maximum, string merchant = "") => new()
    {
        MemberId = Ann.ToString(),
        PayCode = new PayCode { CoinId = coin, MaximumUnits = maximum, Merchant = merchant, Consumes = "pay-code:1" },
    };

    /// <summary>A payment of exactly so many source coins.</summary>
    public static PayRequest Pay(string source, long units, string till) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Merchant = Merchant(till),
        Member = Names.NameFor(till, Ann),
        Pay = Amount(source, units),
    };

    /// <summary>A payment of exactly so many of the merchant's coins.</summary>
    public static PayRequest PayOut(string source, long units, string till) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Merchant = Merchant(till),
        Member = Names.NameFor(till, Ann),
        Amount = Amount(till, units),
        SourceCoin = "coins/" + source,
    };

    /// <summary>A payment of so many of the merchant's coins, from whatever the member has.</summary>
    public static PayRequest PayAny(long units, string till, CoinWishes? wishes = null) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Merchant = Merchant(till),
        Member = Names.NameFor(till, Ann),
        Amount = Amount(till, units),
        Wishes = wishes,
    };

    /// <summary>An authorization of what a payment by consent asks for.</summary>
    public static AuthorizeRequest AuthorizationOf(PayRequest payment)
    {
        var request = new AuthorizeRequest
        {
            RequestId = payment.RequestId,
            Merchant = payment.Merchant,
            Member = payment.Member,
            SourceCoin = payment.SourceCoin,
            Wishes = payment.Wishes,
        };
        if (payment.Pay is { } pay)
            request.Pay = pay;
        else
            request.Amount = payment.Amount;
        return request;
    }

    /// <summary>A conversion of exactly so many source coins.</summary>
    public static ConvertRequest Convert(string source, long units, string target, string by) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Member = Names.NameFor(by, Ann),
        Pay = Amount(source, units),
        OtherCoin = "coins/" + target,
    };

    /// <summary>A conversion into exactly so many target coins.</summary>
    public static ConvertRequest ConvertOut(string source, long units, string target, string by) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Member = Names.NameFor(by, Ann),
        Amount = Amount(target, units),
        OtherCoin = "coins/" + source,
    };

    /// <summary>Wallets of one lot each, which never expires.</summary>
    public static GetMemberWalletsResponse Wallets(params (string Coin, long Units)[] wallets)
    {
        var response = new GetMemberWalletsResponse { Now = Now.ToTimestamp() };
        response.Wallets.AddRange(wallets.Select(w => Wallet(w.Coin, Lot(w.Units))));
        return response;
    }

    public static Wallet Wallet(string coin, params Lot[] lots)
    {
        var wallet = new Wallet { Coin = "coins/" + coin, State = WalletState.Active };
        wallet.Lots.AddRange(lots);
        return wallet;
    }

    public static Lot Lot(long units, long held = 0, Provenance provenance = Provenance.Earned) =>
        new() { Units = units, HeldUnits = held, Terms = new LotTerms { Provenance = provenance } };

    /// <summary>A hold of the ledger for a payment that was computed like this, of which so much was
    /// captured.</summary>
    public static GetPaymentHoldResponse Hold(
        ExchangeDetail detail, long captured = 0, HoldState state = HoldState.Open) => new()
        {
            Journal = new Journal
            {
                Name = "journals/" + Guid.NewGuid().ToString("D"),
                Detail = Any.Pack(detail),
                Entries = { new Entry { Kind = AccountKind.Wallet, Account = $"members/{Ann}/wallets/any",
                    Units = -1 } },
            },
            State = state,
            CapturedUnits = captured,
        };

    public static PayRequest ByCode(this PayRequest request, string code = "SHOWN")
    {
        request.PayCode = code;
        return request;
    }

    public static CoinAmount Amount(string coin, long units) => new() { Coin = "coins/" + coin, Units = units };
}

using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;

namespace Federation.Exchange.Tests;

public class PayPlanTests
{
    // how       source  units  till   -> paid redeemed gross  value  fee  rounding
    [Theory]
    [InlineData("pay", "aster", 500, "birch", 500, 891, 45_000, 44_550, 450, 0)]
    [InlineData("pay", "birch", 501, "cedar", 501, 111, 22_545, 22_200, 225, 120)]
    [InlineData("pay", "cedar", 1_000, "dune", 1_000, 2_103, 170_000, 168_240, 1_700, 60)]
    [InlineData("pay", "dune", 777, "aster", 777, 584, 59_052, 58_400, 590, 62)]
    [InlineData("pay", "aster", 1, "birch", 1, 1, 90, 50, 0, 40)]
    [InlineData("amount", "aster", 891, "birch", 500, 891, 45_000, 44_550, 450, 0)]
    [InlineData("amount", "cedar", 333, "dune", 159, 333, 27_030, 26_640, 270, 120)]
    [InlineData("amount", "birch", 1, "cedar", 5, 1, 225, 200, 2, 23)]
    [InlineData("amount", "dune", 1, "birch", 1, 1, 76, 50, 0, 26)]
    public void For_GoodPayment_IsComputedExactly(
        string how, string source, long units, string till,
        long paid, long redeemed, long gross, long value, long fee, long rounding)
    {
        var request = how == "pay" ? Given.Pay(source, units, till) : Given.PayOut(source, units, till);

        var plan = PayPlan.For(request, Given.Directory(), Given.Consent(cap: 40), Given.Board());

        Assert.Null(plan.Refusal);
        var detail = plan.Detail!;
        Assert.Equal("boards/7", detail.Board);
        Assert.Equal(Given.Amount(source, paid), detail.Paid);
        Assert.Equal(Given.Amount(till, redeemed), detail.Redeemed);
        Assert.Equal(
            (gross, value, fee, rounding),
            (detail.Gross.Units, detail.Value.Units, detail.Fee.Units, detail.Rounding.Units));
        Assert.Equal(gross, value + fee + rounding);
        Assert.Empty(plan.Consumes);
        Assert.Equal(Expected(), plan.Legs);

        Leg[] Expected() => [.. new Leg[]
        {
            new()
            {
                Kind = AccountKind.Wallet,
                Asset = source,
                Units = -paid,
                MemberId = Given.Ann.ToString(),
                DailyCapUnits = 40,
            },
            new() { Kind = AccountKind.ExchangedOut, Asset = source, Units = paid },
            new() { Kind = AccountKind.ExchangedIn, Asset = till, Units = -redeemed },
            new() { Kind = AccountKind.Redeemed, Asset = till, Units = redeemed },
            new() { Kind = AccountKind.Position, Asset = "GBP", Units = -gross, PartnerId = source },
            new() { Kind = AccountKind.Position, Asset = "GBP", Units = value, PartnerId = till },
            new() { Kind = AccountKind.Fees, Asset = "GBP", Units = fee },
            new() { Kind = AccountKind.Rounding, Asset = "GBP", Units = rounding },
        }.Where(l => l.Units != 0)];
    }

    [Fact]
    public void For_EveryPairAndAmount_SumsToZeroPerAsset()
    {
        var directory = Given.Directory();
        foreach (var (source, _, _) in Given.Coins)
            foreach (var (till, _, _) in Given.Coins.Where(c => c.Coin != source))
                for (var units = 5; units < 300; units++)
                {
                    var plan = PayPlan.For(
                        Given.Pay(source, units, till), directory, Given.Consent(), Given.Board());
                    Assert.Null(plan.Refusal);
                    Assert.All(plan.Legs, l => Assert.NotEqual(0, l.Units));
                    Assert.All(plan.Legs.GroupBy(l => l.Asset), g => Assert.Equal(0, g.Sum(l => l.Units)));
                    Assert.True(plan.Detail!.Rounding.Units >= 0);
                }
    }

    [Fact]
    public void For_PayCode_ConsumesItAndHasNoCap()
    {
        var plan = PayPlan.For(
            Given.Pay("aster", 500, "birch").ByCode(), Given.Directory(),
            Given.Code("aster", 500, Given.Merchant("birch")), Given.Board());

        Assert.Null(plan.Refusal);
        Assert.Equal(
            new Consumption { Key = "pay-code:1", RefusalReason = "PAY_CODE_USED" }, Assert.Single(plan.Consumes));
        Assert.Equal(0, plan.Legs[0].DailyCapUnits);
    }

    [Fact]
    public void For_QuoteOfSeveralCoinsByPayCode_IsAMismatch()
    {
        var detail =
            PayPlan.For(Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!;
        detail.Legs.Add(new ExchangeLeg
        {
            Paid = Given.Amount("cedar", 5),
            Gives = Given.Amount("birch", 16),
            Partner = "partners/cedar"
        });
        detail.Paid = null;
        var quote = new QuoteRecord
        {
            Id = Guid.NewGuid(),
            MerchantPartnerId = "birch",
            MemberId = Given.Ann.Value,
            Detail = detail.ToByteArray(),
            Fingerprint = [],
            CreateTime = Given.Now,
            ExpireTime = Given.Now.AddMinutes(1),
        };
        var request = new PayRequest { Merchant = Given.Merchant("birch"), Quote = "quotes/" + quote.Id }.ByCode();

        var plan = PayPlan.For(request, Given.Directory(), Given.Code("aster", 500), quote, Given.Board(), Given.Now);

        Assert.Equal(ErrorReason.PayCodeMismatch, plan.Refusal?.Reason);
    }

    [Fact]
    public void For_PairWithItsOwnTerms_IsComputedByThem()
    {
        var board = Given.Terms();
        board.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/aster",
            Target = "coins/birch",
            Values = new PairValues { OnValueUnits = 51, OffValueUnits = 80 },
            Fee = new PairFee { BasisPoints = 0, FixedUnits = 1_000 },
        });

        var detail = PayPlan.For(
            Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(),
            board.ToRates(7, Given.Currency)).Detail!;

        // 500 * 80 - 1000 = 39,000; 39,000 / 51 = 764 and 36 left.
        Assert.Equal((764, 40_000, 38_964), (detail.Redeemed.Units, detail.Gross.Units, detail.Value.Units));
        Assert.Equal((1_000, 36), (detail.Fee.Units, detail.Rounding.Units));
        Assert.Equal(
            (80, 51, 0, 1_000),
            (detail.OffValueUnits, detail.OnValueUnits, detail.FeeBasisPoints, detail.FeeFixedUnits));
    }

    [Theory]
    [InlineData("pay", 99, ErrorReason.ConversionBelowMinimum)]
    [InlineData("pay", 100, null)]
    [InlineData("pay", 200, null)]
    [InlineData("pay", 201, ErrorReason.ConversionAboveMaximum)]
    [InlineData("amount", 176, ErrorReason.ConversionBelowMinimum)]
    [InlineData("amount", 178, null)]
    [InlineData("amount", 357, ErrorReason.ConversionAboveMaximum)]
    public void For_LimitsOfTheBoard_AreOfSourceUnits(string how, long units, ErrorReason? refused)
    {
        var terms = Given.Terms();
        (terms.MinimumUnits, terms.MaximumUnits) = (100, 200);
        var request = how == "pay" ? Given.Pay("aster", units, "birch") : Given.PayOut("aster", units, "birch");

        var refusal =
            PayPlan.For(request, Given.Directory(), Given.Consent(), terms.ToRates(7, Given.Currency)).Refusal;

        Assert.Equal(refused, refusal?.Reason);
        if (refusal is not null)
            Assert.Equal(refused == ErrorReason.ConversionBelowMinimum ? "100" : "200", refusal.Metadata["units"]);
    }

    [Fact]
    public void For_TwoCoinsOfOneBrand_BooksBothPositions()
    {
        var response = Given.DirectoryResponse();
        response.Coins.Single(c => c.Id == "aster").PartnerId = "birch";

        var plan = PayPlan.For(
            Given.Pay("aster", 500, "birch"), new DirectorySnapshot(response), Given.Consent(),
            Given.Board());

        Assert.Equal([-45_000, 44_550], plan.Legs.Where(l => l.Kind == AccountKind.Position).Select(l => l.Units));
        Assert.All(plan.Legs.Where(l => l.Kind == AccountKind.Position), l => Assert.Equal("birch", l.PartnerId));
    }

    [Fact]
    public void For_EverythingWrongWithConsent_RefusesInTheDocumentedOrder()
    {
        var request = Given.Pay("nothing", 1, "cedar");
        request.Merchant = "partners/cedar/merchants/nowhere";
        var suspended = new List<string> { "cedar", "birch" };
        var consent = new ResolveSpendingResponse { MemberClosed = true };
        RateBoard? board = null;
        ErrorReason? Reason() => PayPlan.For(request, Given.Directory([.. suspended]), consent, board).Refusal?.Reason;

        Assert.Equal(ErrorReason.MerchantNotFound, Reason());
        request.Merchant = Given.Merchant("cedar");
        Assert.Equal(ErrorReason.CoinNotFound, Reason());
        request.Pay = Given.Amount("birch", 1);
        Assert.Equal(ErrorReason.MemberNotFound, Reason());
        consent.MemberId = Given.Ann.ToString();
        Assert.Equal(ErrorReason.PartnerSuspended, Reason());
        suspended.Remove("cedar");
        Assert.Equal(ErrorReason.PartnerSuspended, Reason());
        suspended.Clear();
        Assert.Equal(ErrorReason.MemberClosed, Reason());
        consent.MemberClosed = false;
        Assert.Equal(ErrorReason.ConsentMissing, Reason());
        consent.MerchantLinked = true;
        Assert.Equal(ErrorReason.ConsentMissing, Reason());
        consent.Consents.Add(new AlliedConsent { PartnerId = "birch" });
        Assert.Equal(ErrorReason.NoBoardInForce, Reason());
        board = Given.Board("birch", "cedar");
        Assert.Equal(ErrorReason.CoinNotOnBoard, Reason());
        board = Given.Board("cedar");
        Assert.Equal(ErrorReason.CoinNotOnBoard, Reason());
        board = Given.Board();
        Assert.Equal(ErrorReason.PaysNothing, Reason());
        request.Pay.Units = 5;
        Assert.Null(Reason());
    }

    [Fact]
    public void For_EverythingWrongWithPayCode_RefusesInTheDocumentedOrder()
    {
        var request = Given.Pay("birch", 2, "cedar").ByCode();
        var suspended = new List<string> { "birch" };
        var consent = new ResolveSpendingResponse();
        RateBoard? board = null;
        ErrorReason? Reason() => PayPlan.For(request, Given.Directory([.. suspended]), consent, board).Refusal?.Reason;

        Assert.Equal(ErrorReason.PayCodeNotFound, Reason());
        consent = Given.Code("aster", 1, Given.Merchant("dune"));
        consent.MemberClosed = consent.PayCode.Expired = consent.PayCode.Revoked = true;
        Assert.Equal(ErrorReason.PartnerSuspended, Reason());
        suspended.Clear();
        Assert.Equal(ErrorReason.MemberClosed, Reason());
        consent.MemberClosed = false;
        Assert.Equal(ErrorReason.PayCodeRevoked, Reason());
        consent.PayCode.Revoked = false;
        Assert.Equal(ErrorReason.PayCodeExpired, Reason());
        consent.PayCode.Expired = false;
        Assert.Equal(ErrorReason.PayCodeMismatch, Reason());
        consent.PayCode.CoinId = "birch";
        Assert.Equal(ErrorReason.PayCodeMismatch, Reason());
        consent.PayCode.Merchant = Given.Merchant("cedar");
        Assert.Equal(ErrorReason.NoBoardInForce, Reason());
        board = Given.Board("birch");
        Assert.Equal(ErrorReason.CoinNotOnBoard, Reason());
        board = Given.Board();
        Assert.Equal(ErrorReason.PayCodeLimitExceeded, Reason());
        consent.PayCode.MaximumUnits = 2;
        Assert.Equal(ErrorReason.PaysNothing, Reason());
    }

    [Theory]
    [InlineData("pay")]
    [InlineData("amount")]
    public void For_MerchantsOwnCoin_IsRefusedBeforeConsentAndBoard(string how)
    {
        var request = how == "pay" ? Given.Pay("birch", 5, "birch") : Given.PayOut("birch", 5, "birch");
        var consent = new ResolveSpendingResponse { MemberId = Given.Ann.ToString() };

        Assert.Equal(ErrorReason.SameCoin, PayPlan.For(request, Given.Directory(), consent, null).Refusal!.Reason);
    }

    [Fact]
    public void For_RefusalWithFacts_NamesThem()
    {
        var notOnBoard = PayPlan.For(
            Given.Pay("aster", 5, "birch"), Given.Directory(), Given.Consent(), Given.Board("birch"));
        var overCode = PayPlan.For(
            Given.PayOut("aster", 891, "birch").ByCode(), Given.Directory(), Given.Code("aster", 499), Given.Board());

        Assert.Equal("coins/birch", notOnBoard.Refusal!.Metadata["coin"]);
        Assert.Equal(ErrorReason.PayCodeLimitExceeded, overCode.Refusal!.Reason);
        Assert.Equal("499", overCode.Refusal!.Metadata["maximum"]);
    }

    [Theory]
    [InlineData("pay", "aster", "birch")]
    [InlineData("amount", "birch", "cedar")]
    public void For_AmountBeyond64Bits_IsRefused(string how, string source, string till)
    {
        var request = how == "pay"
            ? Given.Pay(source, Units.MaxCommand, till)
            : Given.PayOut(source, Units.MaxCommand, till);

        var plan = PayPlan.For(request, Given.Directory(), Given.Consent(), Given.Board());

        Assert.Equal(ErrorReason.AmountOverflow, plan.Refusal!.Reason);
    }

    [Fact]
    public void ToPost_Refusal_CarriesNoLegs()
    {
        var request = Given.Pay("birch", 1, "cedar");
        request.ExternalReference = "till 4/17";

        var plan = PayPlan.For(request, Given.Directory(), Given.Consent(), Given.Board());
        var post = plan.ToPost(request, new byte[32]);

        Assert.Equal("PAYS_NOTHING", post.Refusal.Reason);
        Assert.Empty(post.Legs);
        Assert.Empty(post.Consumes);
        Assert.Null(post.Detail);
        Assert.Equal(
            (request.RequestId, "till 4/17", JournalKind.Exchange),
            (post.RequestId, post.ExternalReference, post.Kind));
    }

    [Fact]
    public void ToPost_Plan_CarriesLegsAndDetail()
    {
        var request = Given.Pay("aster", 500, "birch").ByCode();

        var plan = PayPlan.For(request, Given.Directory(), Given.Code("aster", 500), Given.Board());
        var post = plan.ToPost(request, new byte[32]);

        Assert.Null(post.Refusal);
        Assert.Equal(plan.Legs, post.Legs);
        Assert.Equal(plan.Detail, post.Detail.Unpack<ExchangeDetail>());
        Assert.Equal("pay-code:1", Assert.Single(post.Consumes).Key);
    }
}

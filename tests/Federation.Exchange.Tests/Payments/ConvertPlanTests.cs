using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange.Tests;

public class ConvertPlanTests
{
    // how       source  units  target -> paid received gross  value  fee  rounding
    [Theory]
    [InlineData("pay", "aster", 500, "birch", 500, 891, 45_000, 44_550, 450, 0)]
    [InlineData("pay", "birch", 501, "cedar", 501, 111, 22_545, 22_200, 225, 120)]
    [InlineData("pay", "aster", 1, "birch", 1, 1, 90, 50, 0, 40)]
    [InlineData("amount", "aster", 891, "birch", 500, 891, 45_000, 44_550, 450, 0)]
    [InlineData("amount", "birch", 1, "cedar", 5, 1, 225, 200, 2, 23)]
    [InlineData("amount", "dune", 1, "birch", 1, 1, 76, 50, 0, 26)]
    public void For_GoodConversion_IsComputedExactlyAndKept(
        string how, string source, long units, string target,
        long paid, long received, long gross, long value, long fee, long rounding)
    {
        var request = how == "pay" ? Given.Convert(source, units, target, source)
            : Given.ConvertOut(source, units, target, source);

        var plan = ConvertPlan.For(request, source, target, Given.Directory(), Given.Consent(cap: 40), Given.Board());

        Assert.Null(plan.Refusal);
        var detail = plan.Detail!;
        Assert.Equal((Given.Amount(source, paid), Given.Amount(target, received)), (detail.Paid, detail.Received));
        Assert.Null(detail.Redeemed);
        Assert.Empty(detail.Merchant);
        Assert.Equal("partners/" + target, detail.TargetPartner);
        Assert.Equal((gross, value, fee, rounding),
            (detail.Gross.Units, detail.Value.Units, detail.Fee.Units, detail.Rounding.Units));
        AnyDetail.AssertAddsUp(detail);
        Leg[] expected =
        [
            new() { Kind = AccountKind.Wallet, Asset = source, Units = -paid, MemberId = Given.Ann.ToString(),
                DailyCapUnits = 40 },
            new() { Kind = AccountKind.ExchangedOut, Asset = source, Units = paid },
            new() { Kind = AccountKind.ExchangedIn, Asset = target, Units = -received },
            new() { Kind = AccountKind.Wallet, Asset = target, Units = received, MemberId = Given.Ann.ToString() },
            new() { Kind = AccountKind.Position, Asset = "GBP", Units = -gross, PartnerId = source },
            new() { Kind = AccountKind.Position, Asset = "GBP", Units = value, PartnerId = target },
            new() { Kind = AccountKind.Fees, Asset = "GBP", Units = fee },
            new() { Kind = AccountKind.Rounding, Asset = "GBP", Units = rounding },
        ];
        Assert.Equal(expected.Where(l => l.Units != 0), plan.Legs);
    }

    [Fact]
    public void For_EverythingWrong_RefusesInTheDocumentedOrder()
    {
        var request = Given.Convert("nothing", 1, "nowhere", "cedar");
        var (source, target) = ("nothing", "nowhere");
        var suspended = new List<string> { "cedar", "birch" };
        var consent = new ResolveSpendingResponse { MemberClosed = true };
        RateBoard? board = null;
        ErrorReason? Reason() =>
            ConvertPlan.For(request, source, target, Given.Directory([.. suspended]), consent, board).Refusal?.Reason;

        Assert.Equal(ErrorReason.CoinNotFound, Reason());
        source = target = "birch";
        Assert.Equal(ErrorReason.MemberNotFound, Reason());
        consent.MemberId = Given.Ann.ToString();
        Assert.Equal(ErrorReason.PartnerSuspended, Reason());
        suspended.Remove("birch");
        Assert.Equal(ErrorReason.MemberClosed, Reason());
        consent.MemberClosed = false;
        Assert.Equal(ErrorReason.SameCoin, Reason());
        target = "cedar";
        Assert.Equal(ErrorReason.PartnerSuspended, Reason());
        suspended.Clear();
        Assert.Equal(ErrorReason.ConsentMissing, Reason());
        consent.Consents.Add(new AlliedConsent { PartnerId = "birch" });
        Assert.Equal(ErrorReason.ConsentMissing, Reason());
        (consent.MerchantLinked, consent.Consents[0].PartnerId) = (true, "cedar");
        Assert.Equal(ErrorReason.ConsentMissing, Reason());
        consent.Consents[0].PartnerId = "birch";
        Assert.Equal(ErrorReason.NotLinked, Reason());
        consent.LinkedPartnerIds.Add(target);
        Assert.Equal(ErrorReason.NoBoardInForce, Reason());
        board = Given.Board("birch", "cedar");
        Assert.Equal(ErrorReason.CoinNotOnBoard, Reason());
        board = Given.Board("cedar");
        Assert.Equal(ErrorReason.CoinNotOnBoard, Reason());
        board = Given.Board();
        Assert.Equal(ErrorReason.PaysNothing, Reason());
        request.Pay = Given.Amount("birch", 5);
        Assert.Null(Reason());
    }

    // how units -> refused
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
        var request = how == "pay" ? Given.Convert("aster", units, "birch", "aster")
            : Given.ConvertOut("aster", units, "birch", "aster");

        var plan = ConvertPlan.For(
            request, "aster", "birch", Given.Directory(), Given.Consent(), terms.ToRates(7, Given.Currency));

        Assert.Equal(refused, plan.Refusal?.Reason);
    }

    [Fact]
    public void ToPost_PlanOrRefusal_CarriesTheOneOrTheOther()
    {
        var request = Given.Convert("aster", 500, "birch", "aster");
        request.ExternalReference = "desk 1";

        var plan = ConvertPlan.For(request, "aster", "birch", Given.Directory(), Given.Consent(), Given.Board());
        var post = plan.ToPost(request, new byte[32]);
        var refused = ConvertPlan.For(request, "aster", "birch", Given.Directory(), Given.Consent(), null)
            .ToPost(request, new byte[32]);

        Assert.Equal(plan.Legs, post.Legs);
        Assert.Equal((JournalKind.Exchange, "desk 1", ""), (post.Kind, post.ExternalReference, post.Hold));
        Assert.Equal(plan.Detail, post.Detail.Unpack<ExchangeDetail>());
        Assert.False(post.Planned);
        Assert.Equal(("NO_BOARD_IN_FORCE", 0), (refused.Refusal.Reason, refused.Legs.Count));
        Assert.Null(refused.Detail);
    }
}

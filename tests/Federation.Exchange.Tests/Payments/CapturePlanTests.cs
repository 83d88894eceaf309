using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange.Tests;

/// <summary>Authorizations taken in parts: what each part books, and that the parts are the whole.</summary>
public class CapturePlanTests(ITestOutputHelper output)
{
    private const int Rounds = 4_000;

    [Fact]
    public void PartOf_RandomCuts_AddUpToTheWholeAndNeverLeaveTheAllianceShort()
    {
        var random = new Random(Boards.AnySeed(output));
        var coinless = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var whole = AnyDetail.Payment(random, bits: random.Next(2, 36), tight: random.Next(2) == 0);
            var parts = CutsOf(random, whole.Redeemed.Units).Select(c => CapturePlan.PartOf(whole, c.Before, c.Units))
                .ToList();

            Assert.All(parts, AnyDetail.AssertAddsUp);
            Assert.All(parts, p => AnyDetail.AssertBalanced(ExchangeLegs.Of(Given.Ann.ToString(), p, _ => 0)));
            foreach (var leg in whole.Legs)
                AssertIsTheWhole(leg, [.. parts.SelectMany(p => p.Legs).Where(l => l.Paid.Coin == leg.Paid.Coin)]);
            AssertNeverShort(parts);
            coinless += parts.Count(p => p.Legs.Sum(l => l.Paid.Units) == 0);
        }
        output.WriteLine($"{coinless} parts took no coins");
        Assert.True(coinless > 0, "no part was so small that those before it had taken its coins");
    }

    [Fact]
    public void PartOf_Legs_ComeOneAfterTheOther()
    {
        var board = Given.Board();
        var coins = Given.Directory().Coins;
        ExchangeLeg[] legs =
        [
            Breakdown.Leg(board, coins["birch"], "birch", 40, 40),
            Breakdown.Leg(board, coins["aster"], "birch", 50, 89),
            Breakdown.Leg(board, coins["cedar"], "birch", 30, 100),
        ];
        var whole = Breakdown.Detail("boards/7", "GBP", "birch", legs);
        whole.Redeemed = Breakdown.Coins("birch", 229);
        whole.Merchant = Given.Merchant("birch");

        var part = CapturePlan.PartOf(whole, before: 30, units: 100);

        // The last ten of the own coin's; all 89 of aster's; of cedar's one, for ceil(30 * 1 / 100).
        Assert.Equal(
            ["coins/birch 10 -> 10", "coins/aster 50 -> 89", "coins/cedar 1 -> 1"],
            part.Legs.Select(l => $"{l.Paid.Coin} {l.Paid.Units} -> {l.Gives.Units}"));
        Assert.Equal((100, "boards/7", whole.Merchant), (part.Redeemed.Units, part.Board, part.Merchant));
        // What belongs to one coin is only told of one.
        Assert.Null(part.Paid);
        Assert.Equal(Given.Amount("birch", 7), CapturePlan.PartOf(whole, before: 0, units: 7).Paid);
    }

    // units whole: 10 of birch for 1 of aster, at which a part's coins are ceil(1 * C / 10).
    // before units -> paid gross value fee rounding
    [Theory]
    [InlineData(0, 1, 1, 900, 50, 4, 846)]
    [InlineData(1, 8, 0, 0, 400, 32, -432)]
    [InlineData(9, 1, 0, 0, 50, 4, -54)]
    [InlineData(0, 9, 1, 900, 450, 36, 414)]
    [InlineData(0, 10, 1, 900, 500, 40, 360)]
    public void PartOf_CoinWorthManyUnits_RoundsUpFirstAndGivesBackLater(
        long before, long units, long paid, long gross, long value, long fee, long rounding)
    {
        var board = new RateBoard(7, "GBP", new ConversionFee(0, 40), [
            KeyValuePair.Create("aster", new CoinRates(1_000, 900)),
            KeyValuePair.Create("birch", new CoinRates(50, 45))]);
        var whole = Breakdown.Detail(
            "boards/7", "GBP", "birch", [Breakdown.Leg(board, Given.Directory().Coins["aster"], "birch", 1, 10)]);
        whole.Redeemed = Breakdown.Coins("birch", 10);

        var part = CapturePlan.PartOf(whole, before, units);

        Assert.Equal((paid, gross, value, fee, rounding),
            (part.Paid.Units, part.Gross.Units, part.Value.Units, part.Fee.Units, part.Rounding.Units));
        Assert.Equal(1_000 * paid, part.Legs[0].Reference.Units);
    }

    // state captured units -> refused
    [Theory]
    [InlineData(HoldState.Open, 0, 0, null)]
    [InlineData(HoldState.Open, 0, 891, null)]
    [InlineData(HoldState.Open, 890, 1, null)]
    [InlineData(HoldState.Open, 890, 0, null)]
    [InlineData(HoldState.Open, 890, 2, ErrorReason.CaptureExceedsHold)]
    [InlineData(HoldState.Open, 0, 892, ErrorReason.CaptureExceedsHold)]
    [InlineData(HoldState.Open, 891, 0, ErrorReason.HoldClosed)]
    [InlineData(HoldState.Open, 891, 1, ErrorReason.HoldClosed)]
    [InlineData(HoldState.Closed, 100, 892, ErrorReason.HoldClosed)]
    [InlineData(HoldState.Closed, 100, 1, ErrorReason.HoldClosed)]
    [InlineData(HoldState.Expired, 100, 1, ErrorReason.HoldExpired)]
    [InlineData(HoldState.Expired, 891, 892, ErrorReason.HoldExpired)]
    public void For_HoldInAnyState_TakesWhatIsLeftOrRefuses(
        HoldState state, long captured, long units, ErrorReason? refused)
    {
        var whole =
            PayPlan.For(Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!;

        var plan = CapturePlan.For(
            new V1.CaptureRequest { Units = units, All = units == 0 }, Given.Hold(whole, captured, state));

        Assert.Equal(refused, plan.Refusal?.Reason);
        if (refused == ErrorReason.CaptureExceedsHold)
            Assert.Equal($"{891 - captured}", plan.Refusal!.Metadata["remaining"]);
        if (refused is not null)
            return;
        Assert.Equal(units == 0 ? 891 - captured : units, plan.Detail!.Redeemed.Units);
        Assert.Equal(captured, plan.Detail!.CapturedBeforeUnits);
        // The ledger books it from the authorization.
        Assert.Empty(plan.Legs);
    }

    [Fact]
    public void ToPost_PlanOrRefusal_NamesTheHoldAndThePlace()
    {
        var whole =
            PayPlan.For(Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!;
        var id = new JournalId(Guid.NewGuid());
        var request = new V1.CaptureRequest
        {
            RequestId = Module.NewId(),
            Authorization = AuthorizationNames.Of(id),
            Units = 10,
            KeepRest = true,
            ExternalReference = "till 4/17",
        };

        var post = PostOf(request, Given.Hold(whole, 100));
        var refused = PostOf(request, Given.Hold(whole, 890));

        Assert.Equal((JournalKind.Exchange, id.Name, 10, 100, true, "till 4/17"),
            (post.Kind, post.Hold, post.CaptureUnits, post.CapturedBeforeUnits, post.KeepsRest,
                post.ExternalReference));
        Assert.Equal(10, post.Detail.Unpack<ExchangeDetail>().Redeemed.Units);
        Assert.False(post.Planned);
        Assert.Equal(("CAPTURE_EXCEEDS_HOLD", 0, id.Name),
            (refused.Refusal.Reason, refused.Legs.Count, refused.Hold));
        Assert.Null(refused.Detail);
    }

    [Fact]
    public void For_RefundedBefore_CountsFromWhatStaysCaptured()
    {
        var whole =
            PayPlan.For(Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!;
        var hold = Given.Hold(whole, 300);
        hold.RefundedUnits = 200;

        var request = new V1.CaptureRequest { Units = 10, Authorization = AuthorizationNames.Of(new(Guid.NewGuid())) };
        var plan = CapturePlan.For(request, hold);
        var post = plan.ToPost(request, new byte[32], hold);

        Assert.Equal(CapturePlan.PartOf(whole, 100, 10).Legs, plan.Detail!.Legs);
        Assert.Equal((10, 300, 200), (post.CaptureUnits, post.CapturedBeforeUnits, post.RefundedBeforeUnits));
    }

    private static PostRequest PostOf(V1.CaptureRequest request, GetPaymentHoldResponse hold) =>
        CapturePlan.For(request, hold).ToPost(request, new byte[32], hold);

    /// <summary>LotRanges from 0 on that make up so many units; a few of one unit among them.</summary>
    private static List<(long Before, long Units)> CutsOf(Random random, long units)
    {
        var cuts = new SortedSet<long> { 0, units };
        for (var i = random.Next(6); i > 0; i--)
            cuts.Add(random.NextInt64(units + 1));
        if (random.Next(2) == 0)
            cuts.Add(units - 1);
        if (random.Next(2) == 0)
            cuts.Add(1);
        return [.. cuts.Zip(cuts.Skip(1), (from, until) => (from, until - from)).Where(c => c.Item2 > 0)];
    }

    private static void AssertIsTheWhole(ExchangeLeg whole, List<ExchangeLeg> parts)
    {
        Assert.All(
            parts, p => Assert.True(p.Paid.Units >= 0 && p.Gives.Units > 0 && !(p.Fee?.Units < 0), p.ToString()));
        Assert.Equal(
            (whole.Paid.Units, whole.Gives.Units, whole.Reference?.Units ?? 0, whole.Gross?.Units ?? 0),
            (parts.Sum(p => p.Paid.Units), parts.Sum(p => p.Gives.Units), parts.Sum(p => p.Reference?.Units ?? 0),
                parts.Sum(p => p.Gross?.Units ?? 0)));
        Assert.Equal(
            (whole.Value?.Units ?? 0, whole.Fee?.Units ?? 0, whole.Rounding?.Units ?? 0),
            (parts.Sum(p => p.Value?.Units ?? 0), parts.Sum(p => p.Fee?.Units ?? 0),
                parts.Sum(p => p.Rounding?.Units ?? 0)));
    }

    /// <summary>Up to any part, what the alliance got of a coin is not negative, and no fee was taken that rounding had
    /// to pay for.</summary>
    private static void AssertNeverShort(IEnumerable<ExchangeDetail> parts)
    {
        var rounding = new Dictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var leg in parts.SelectMany(p => p.Legs).Where(l => !Breakdown.IsOwn(l)))
        {
            rounding[leg.Paid.Coin] = rounding.GetValueOrDefault(leg.Paid.Coin) + leg.Rounding.Units;
            Assert.True(rounding[leg.Paid.Coin] >= 0, leg.ToString());
        }
    }
}

using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>One programme of Aster's: levels, coupons, and why coins were given.</summary>
internal sealed partial class FakeAlliance
{
    private const string Program = "partners/aster/programs/main";

    private static readonly byte[] Digest = [.. Enumerable.Repeat((byte)7, 32)];

    /// <summary>Whether Aster has a programme.</summary>
    public bool HasProgram { get; set; } = true;

    /// <summary>Whether anything happened.</summary>
    public bool HasActivity { get; set; } = true;

    private ListActivityResponse ActivityOf(ListActivityRequest request)
    {
        var answer = new ListActivityResponse();
        if (!HasActivity)
            return answer;
        var earned = Moved(JournalKind.Earn, "coins/aster", 320);
        earned.Evaluation = ResourceNames.Evaluation(Program, Digest);
        var paid = Moved(JournalKind.Exchange, "coins/aster", -57);
        paid.Exchange = "exchanges/" + Id;
        paid.Journal.Detail = Any.Pack(new ExchangeDetail
        {
            Redeemed = new() { Coin = "coins/birch", Units = 10000 },
            Value = Gbp(5000),
            Legs = { new ExchangeLeg { Reference = Gbp(5700) } },
        });
        var back = Moved(JournalKind.Refund, "coins/dune", 30);
        back.Journal.ExternalReference = "<b>till 4</b>";
        answer.Activities.Add(((Activity[])[earned, paid, back])
            .Where(a => request.Kinds.Count == 0 || request.Kinds.Contains(a.Journal.Kind)));
        return answer;
    }

    private Activity Moved(JournalKind kind, string coin, long units) => new()
    {
        Journal = new Journal
        {
            Name = "journals/" + Id,
            Kind = kind,
            CreateTime = Timestamp.FromDateTimeOffset(Now),
            Entries = { new Entry { Kind = AccountKind.Wallet, Asset = coin, Units = units } },
        },
    };

    private sealed partial class ProgramList(FakeAlliance alliance) : ProgramService.ProgramServiceBase
    {
        public override Task<ListProgramsResponse> ListPrograms(
            ListProgramsRequest request, ServerCallContext context)
        {
            if (request.Parent == "partners/dune")
                throw Refuse(ErrorReason.BrandNotProven, StatusCode.PermissionDenied);
            var answer = new ListProgramsResponse();
            if (alliance.HasProgram && request.Parent == "partners/aster")
                answer.Programs.Add(new Federation.Programs.V1.Program
                {
                    Name = FakeAlliance.Program,
                    RuleSet = FakeAlliance.Program + "/ruleSets/1",
                    Title = new() { En = "Aster <i>friends</i>", ZhCn = "紫菀之友" },
                });
            return Task.FromResult(answer);
        }
    }

    private sealed partial class Checkout : CheckoutService.CheckoutServiceBase
    {
        public override Task<BatchGetEvaluationsResponse> BatchGetEvaluations(
            BatchGetEvaluationsRequest request, ServerCallContext context)
        {
            var result = new Evaluation();
            result.Awards.Add(new Award
            {
                Rule = "each-pound",
                Coins = new() { Coin = "coins/aster", Units = 280 },
                Words = new()
                {
                    En = "Each pound counts: 280 coins: 1 for each £1.00 of £280.80 paid",
                    ZhCn = "每镑都算：280 币：实付 £280.80，每 £1.00 得 1 币",
                },
            });
            result.Awards.Add(new Award
            {
                Rule = "gift",
                Coupons = new() { Definition = "tea", Quantity = 1 },
                Words = new() { En = "Tea time: 1 x <b>Tea</b>", ZhCn = "下午茶：<b>茶</b> × 1" },
            });
            return Task.FromResult(new BatchGetEvaluationsResponse
            {
                Evaluations =
                {
                    new GetEvaluationResponse
                    {
                        Digest = ByteString.CopyFrom(Digest), Record = new EvaluationRecord { Result = result },
                    },
                },
            });
        }
    }

    private sealed partial class Coupons(FakeAlliance alliance) : CouponService.CouponServiceBase
    {
        public override Task<ClaimCouponResponse> ClaimCoupon(ClaimCouponRequest request, ServerCallContext context) =>
            Task.FromResult(new ClaimCouponResponse());

        public override Task<ListCouponsResponse> ListCoupons(ListCouponsRequest request, ServerCallContext context)
        {
            var answer = new ListCouponsResponse();
            answer.Coupons.Add(((CouponState[])[CouponState.Used, CouponState.Active, CouponState.Expired])
                .Select((state, number) => new Coupon
                {
                    Name = "coupons/" + Id,
                    Program = request.Program,
                    Definition = "tea-for-two",
                    Title = new() { En = "Tea for <b>two</b>", ZhCn = "双人下午茶" },
                    State = state,
                    Uses = 3,
                    UsesLeft = 2,
                    ExpireTime = Timestamp.FromDateTimeOffset(alliance.Now.AddDays(30 - (20 * number))),
                }));
            return Task.FromResult(answer);
        }
    }

    private sealed class Statuses(FakeAlliance alliance) : MemberProgramService.MemberProgramServiceBase
    {
        public override Task<GetMemberStatusResponse> GetMemberStatus(
            GetMemberStatusRequest request, ServerCallContext context)
        {
            return Task.FromResult(new GetMemberStatusResponse
            {
                Status = new MemberStatus
                {
                    Tiers =
                    {
                        new TierStatus
                        {
                            Standing = new()
                            {
                                Scheme = "levels", Level = "silver", Counted = 720, NextLevel = "gold", Missing = 280,
                            },
                            SchemeTitle = new() { En = "Levels" },
                            LevelTitle = new() { En = "Silver <b>leaf</b>", ZhCn = "银叶" },
                            NextLevelTitle = new() { En = "Gold leaf", ZhCn = "金叶" },
                            LastDate = new() { Year = 2012, Month = 12, Day = 31 },
                            PeriodLastDate = new() { Year = 2011, Month = 12, Day = 31 },
                        },
                        new TierStatus { Standing = new() { Scheme = "visits", Level = "regular", Counted = 12 } },
                    },
                    CheckIns = alliance.RunOf(request.CheckInDays),
                },
            });
        }
    }
}

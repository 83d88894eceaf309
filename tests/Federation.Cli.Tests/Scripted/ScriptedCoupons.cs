using System.Collections.Concurrent;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Coupons that keep what they are asked and answer as they are told: one of a member's, where nothing is
/// said.</summary>
internal sealed class ScriptedCoupons : CouponService.CouponServiceBase
{
    public const string Name = "coupons/01900000-0000-8000-8000-00000000000c";

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public void On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => answers.On(answer);

    public override Task<GrantCouponsResponse> GrantCoupons(GrantCouponsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GrantCouponsResponse { Coupons = { One() } });

    public override Task<ClaimCouponResponse> ClaimCoupon(ClaimCouponRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ClaimCouponResponse { Coupon = One() });

    public override Task<GenerateCouponsResponse> GenerateCoupons(GenerateCouponsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GenerateCouponsResponse
        {
            Coupons =
            {
                new GeneratedCoupon { Name = Name, Code = "7K3M-9QXZ-2VTR-5WNC" },
                new GeneratedCoupon { Name = Name, Code = "8K3M-9QXZ-2VTR-5WNC" },
            },
            ExpireTime = new Timestamp { Seconds = 86_400 },
        });

    public override Task<VoidCouponResponse> VoidCoupon(VoidCouponRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new VoidCouponResponse { Coupon = One() });

    public override Task<GetCouponResponse> GetCoupon(GetCouponRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetCouponResponse { Coupon = One() });

    public override Task<FindCouponResponse> FindCoupon(FindCouponRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new FindCouponResponse { Coupon = One() });

    public override Task<ListCouponsResponse> ListCoupons(ListCouponsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListCouponsResponse { Coupons = { One() } });

    private static Coupon One() => new()
    {
        Name = Name,
        Definition = "flyer",
        State = CouponState.Active,
        Uses = 3,
        UsesLeft = 2,
        ExpireTime = new Timestamp { Seconds = 86_400 },
    };
}

using Federation.Accounts.V1;
using Federation.Errors.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>Memberships, and one pay code that becomes what a test wants.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>Every pay code that is made.</summary>
    public const string Code = "7KQM-2XDN-R4TV-9HCA";

    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is said of the pay code.</summary>
    public WatchPayCodeResponse CodeState { get; private set; } = new() { State = PayCodeState.Open };

    private DateTimeOffset codeEnds;

    /// <summary>Something becomes of the pay code, and those who watch it hear it.</summary>
    public void Become(WatchPayCodeResponse state)
    {
        CodeState = state;
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private sealed partial class Members(FakeAlliance alliance) : MemberService.MemberServiceBase
    {
        public override Task<GetClosureResponse> GetClosure(GetClosureRequest request, ServerCallContext context) =>
            throw Refuse(ErrorReason.MemberNotFound, StatusCode.NotFound);

        public override Task<CreatePayCodeResponse> CreatePayCode(
            CreatePayCodeRequest request, ServerCallContext context)
        {
            alliance.codeEnds = DateTimeOffset.UtcNow.AddSeconds(120);
            return Task.FromResult(new CreatePayCodeResponse
            {
                PayCode = Code,
                ExpireTime = Timestamp.FromDateTimeOffset(alliance.codeEnds),
                Replayed = alliance.Commands.Count(c => c.Equals(request)) > 1,
            });
        }

        public override Task<CreateLinkCodeResponse> CreateLinkCode(
            CreateLinkCodeRequest request, ServerCallContext context) => request.Partner == "partners/aster"
            ? Task.FromResult(new CreateLinkCodeResponse { LinkCode = "LINK-2XDN-R4TV-9HCA" })
            : throw Refuse(ErrorReason.FieldInvalid, StatusCode.InvalidArgument);

        public override Task<ListMembershipsResponse> ListMemberships(
            ListMembershipsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListMembershipsResponse { Memberships = { alliance.Memberships } });

        public override Task<SetAlliedSpendingResponse> SetAlliedSpending(
            SetAlliedSpendingRequest request, ServerCallContext context)
        {
            alliance.Memberships.Single(m => m.Partner == request.Partner).AlliedSpending = request.AlliedSpending;
            return Task.FromResult(new SetAlliedSpendingResponse());
        }

        public override Task<UnlinkMemberResponse> UnlinkMember(
            UnlinkMemberRequest request, ServerCallContext context)
        {
            alliance.Memberships.Single(m => m.Partner == request.Partner).State = MemberState.Unlinked;
            return Task.FromResult(new UnlinkMemberResponse());
        }

        public override Task<RevokePayCodeResponse> RevokePayCode(
            RevokePayCodeRequest request, ServerCallContext context)
        {
            alliance.Become(new() { State = PayCodeState.Revoked });
            return Task.FromResult(new RevokePayCodeResponse());
        }

        public override async Task WatchPayCode(
            WatchPayCodeRequest request, IServerStreamWriter<WatchPayCodeResponse> answers, ServerCallContext context)
        {
            if (request.PayCode != Code)
                throw Refuse(ErrorReason.PayCodeNotFound, StatusCode.NotFound, "There is no such code.");
            while (true)
            {
                var (next, state) = (alliance.changed.Task, alliance.CodeState.Clone());
                state.ExpireTime = Timestamp.FromDateTimeOffset(alliance.codeEnds);
                await answers.WriteAsync(state);
                if (state.State is not PayCodeState.Open)
                    return;
                await next.WaitAsync(context.CancellationToken);
                if (alliance.Refusal("WatchPayCode") is { } refusal)
                    throw refusal;
            }
        }
    }
}

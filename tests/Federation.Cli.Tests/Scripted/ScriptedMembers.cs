using Federation.Accounts.V1;
using Federation.Errors.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Members: number 17850 is the one that there is.</summary>
internal sealed class ScriptedMembers(ScriptedAnswers directory) : MemberService.MemberServiceBase
{
    public const string Name = "members/01900000-0000-7000-8000-00000000000a";

    public override Task<FindMemberResponse> FindMember(FindMemberRequest request, ServerCallContext context) =>
        request.ExternalId == "17850"
        ? Task.FromResult(new FindMemberResponse { Member = new Member { Name = Name } })
        : throw ScriptedLedger.Refusal(ErrorReason.MemberNotFound).ToRpcException();

    public override Task<CreateLinkCodeResponse> CreateLinkCode(CreateLinkCodeRequest request,
        ServerCallContext context) =>
        directory.Answer(request,
            () => new CreateLinkCodeResponse { LinkCode = "7K3M-9QXZ-2VTR-5WNC", ExpireTime = new Timestamp() });

    public override Task<LinkMemberResponse> LinkMember(LinkMemberRequest request, ServerCallContext context) =>
        directory.Answer(request,
            () => new LinkMemberResponse { Member = new Member { Name = Name, ExternalId = request.ExternalId } });

    public override Task<SetAlliedSpendingResponse> SetAlliedSpending(SetAlliedSpendingRequest request,
        ServerCallContext context) =>
        directory.Answer(request, () => new SetAlliedSpendingResponse
        {
            Member = new Member { Name = request.Member, AlliedSpending = request.AlliedSpending },
        });

    public override Task<CreatePayCodeResponse> CreatePayCode(CreatePayCodeRequest request,
        ServerCallContext context) =>
        directory.Answer(request,
            () => new CreatePayCodeResponse { PayCode = "PAYC-0DE0-0000-0000", ExpireTime = new Timestamp() });
}

using System.Collections.Concurrent;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Books that keep what they are asked and answer as they are told: a journal of their own where nothing is
/// said.</summary>
internal sealed class ScriptedLedger : LedgerService.LedgerServiceBase
{
    private readonly ScriptedAnswers answers = new();

    /// <summary>What arrived, streams' commands among it, in order.</summary>
    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    /// <summary>What a stream of commands does; without it, every command is accepted.</summary>
    public Func<IAsyncStreamReader<StreamCommandsRequest>, IServerStreamWriter<StreamCommandsResponse>,
        ServerCallContext, Task>? Stream
    { get; set; }

    /// <summary>The messages of a check of the books.</summary>
    public IReadOnlyList<StreamCheckBooksResponse> CheckMessages { get; set; } = [];

    public static Journal Journal(params Entry[] entries) => new()
    {
        Name = "journals/01900000-0000-7000-8000-000000000001",
        Kind = JournalKind.Earn,
        CreateTime = new Timestamp(),
        GroupNumber = 7,
        Entries = { entries },
    };

    public static Google.Rpc.Status Refusal(ErrorReason reason)
    {
        var name = ErrorReasonReflection.Descriptor.EnumTypes[0]
            .FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];
        return new Google.Rpc.Status
        {
            Code = (int)StatusCode.FailedPrecondition,
            Message = "No.",
            Details = { Any.Pack(new ErrorInfo { Domain = "federation", Reason = name }) },
        };
    }

    /// <summary>FIELD_INVALID, with what is wrong with each field.</summary>
    public static RpcException FieldRefusal(params (string Field, string Problem)[] fields)
    {
        var status = Refusal(ErrorReason.FieldInvalid);
        status.Details.Add(Any.Pack(new BadRequest
        {
            FieldViolations = { fields
                .Select(f => new BadRequest.Types.FieldViolation { Field = f.Field, Description = f.Problem }) },
        }));
        return status.ToRpcException();
    }

    public void On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => answers.On(answer);

    private Task<TResponse> Answer<TResponse>(IMessage request)
        where TResponse : IMessage<TResponse>, new() => answers.Answer(request, () =>
        {
            var response = new TResponse();
            response.Descriptor.FindFieldByName("journal")?.Accessor.SetValue(response, Journal());
            return response;
        });

    public override Task<EarnResponse> Earn(EarnRequest r, ServerCallContext c) => Answer<EarnResponse>(r);

    public override Task<RedeemResponse> Redeem(RedeemRequest r, ServerCallContext c) => Answer<RedeemResponse>(r);

    public override Task<ClawbackResponse> Clawback(ClawbackRequest r, ServerCallContext c) =>
        Answer<ClawbackResponse>(r);

    public override Task<RefundResponse> Refund(RefundRequest r, ServerCallContext c) => Answer<RefundResponse>(r);

    public override Task<ReverseResponse> Reverse(ReverseRequest r, ServerCallContext c) => Answer<ReverseResponse>(r);

    public override Task<AdjustResponse> Adjust(AdjustRequest r, ServerCallContext c) => Answer<AdjustResponse>(r);

    public override Task<GiftResponse> Gift(GiftRequest r, ServerCallContext c) => Answer<GiftResponse>(r);

    public override Task<HoldResponse> Hold(HoldRequest r, ServerCallContext c) => Answer<HoldResponse>(r);

    public override Task<CaptureResponse> Capture(CaptureRequest r, ServerCallContext c) => Answer<CaptureResponse>(r);

    public override Task<ReleaseResponse> Release(ReleaseRequest r, ServerCallContext c) => Answer<ReleaseResponse>(r);

    public override Task<ExtendHoldResponse> ExtendHold(ExtendHoldRequest r, ServerCallContext c) =>
        Answer<ExtendHoldResponse>(r);

    public override Task<ConfirmResponse> Confirm(ConfirmRequest r, ServerCallContext c) => Answer<ConfirmResponse>(r);

    public override Task<RecordNoticeResponse> RecordNotice(RecordNoticeRequest r, ServerCallContext c) =>
        Answer<RecordNoticeResponse>(r);

    public override Task<FreezeResponse> Freeze(FreezeRequest r, ServerCallContext c) => Answer<FreezeResponse>(r);

    public override Task<UnfreezeResponse> Unfreeze(UnfreezeRequest r, ServerCallContext c) =>
        Answer<UnfreezeResponse>(r);

    public override Task<CloseWalletResponse> CloseWallet(CloseWalletRequest r, ServerCallContext c) =>
        Answer<CloseWalletResponse>(r);

    public override Task<DryRunResponse> DryRun(DryRunRequest r, ServerCallContext c) => Answer<DryRunResponse>(r);

    public override Task<ListWalletsResponse> ListWallets(ListWalletsRequest r, ServerCallContext c) =>
        Answer<ListWalletsResponse>(r);

    public override Task<GetWalletResponse> GetWallet(GetWalletRequest r, ServerCallContext c) =>
        Answer<GetWalletResponse>(r);

    public override Task<ListEntriesResponse> ListEntries(ListEntriesRequest r, ServerCallContext c) =>
        Answer<ListEntriesResponse>(r);

    public override Task<GetJournalResponse> GetJournal(GetJournalRequest r, ServerCallContext c) =>
        Answer<GetJournalResponse>(r);

    public override Task<GetHoldResponse> GetHold(GetHoldRequest r, ServerCallContext c) => Answer<GetHoldResponse>(r);

    public override Task<ListHoldsResponse> ListHolds(ListHoldsRequest r, ServerCallContext c) =>
        Answer<ListHoldsResponse>(r);

    public override Task<SweepExpiriesResponse> SweepExpiries(SweepExpiriesRequest r, ServerCallContext c) =>
        Answer<SweepExpiriesResponse>(r);

    public override Task<GetSweepStatusResponse> GetSweepStatus(GetSweepStatusRequest r, ServerCallContext c) =>
        Answer<GetSweepStatusResponse>(r);

    public override async Task StreamCheckBooks(
        StreamCheckBooksRequest request, IServerStreamWriter<StreamCheckBooksResponse> responseStream,
        ServerCallContext context)
    {
        Requests.Enqueue(request);
        foreach (var message in CheckMessages)
            await responseStream.WriteAsync(message);
    }

    public override async Task StreamCommands(
        IAsyncStreamReader<StreamCommandsRequest> requestStream,
        IServerStreamWriter<StreamCommandsResponse> responseStream,
        ServerCallContext context)
    {
        if (Stream is { } script)
        {
            await script(requestStream, responseStream, context);
            return;
        }
        await foreach (var request in requestStream.ReadAllAsync())
        {
            Requests.Enqueue(request);
            await responseStream.WriteAsync(Accepted(request.Item));
        }
    }

    public static StreamCommandsResponse Accepted(BatchItem item) => new()
    {
        RequestId = CommandLines.IdOf(item),
        Result = new BatchResult { Journal = Journal() },
    };
}

using System.Collections.Concurrent;
using Federation.Programs.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Corrections that keep what they are asked: one of aster's with two lines.</summary>
internal sealed class ScriptedCorrections : CorrectionService.CorrectionServiceBase
{
    public const string Name = ScriptedPrograms.Main + "/corrections/1";

    public static readonly ByteString Digest = ByteString.CopyFrom(new byte[32]);

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    /// <summary>The messages of a proposal.</summary>
    public IReadOnlyList<ProposeCorrectionResponse> ProposalMessages { get; set; } =
        [new() { Step = new() { Done = 3, Total = 4 } }, new() { Correction = One() }];

    public override async Task ProposeCorrection(
        ProposeCorrectionRequest request, IServerStreamWriter<ProposeCorrectionResponse> responseStream,
        ServerCallContext context)
    {
        Requests.Enqueue(request);
        foreach (var message in ProposalMessages)
            await responseStream.WriteAsync(message);
    }

    public override Task<GetCorrectionResponse> GetCorrection(GetCorrectionRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetCorrectionResponse { Correction = One() });

    public override Task<ListCorrectionsResponse> ListCorrections(ListCorrectionsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListCorrectionsResponse { Corrections = { One() } });

    public override Task<ListCorrectionLinesResponse> ListCorrectionLines(
        ListCorrectionLinesRequest r, ServerCallContext c) => answers.Answer(r, () => new ListCorrectionLinesResponse
        {
            Lines =
            {
                new CorrectionLine
                {
                    Number = 1,
                    Member = "members/m1",
                    Coin = "coins/aster",
                    Orders = 2,
                    EarnedUnits = 1400,
                    DueUnits = 2800,
                    DifferenceUnits = 1400,
                    PostedUnits = 1400,
                    State = CorrectionLineState.Posted,
                    Journal = "journals/j1",
                },
                new CorrectionLine
                {
                    Number = 2,
                    Member = "members/m2",
                    Coin = "coins/aster",
                    Orders = 1,
                    EarnedUnits = 9,
                    DifferenceUnits = -9,
                    State = CorrectionLineState.Refused,
                    RefusalReason = "NOT_LINKED",
                },
            },
        });

    public override Task<ApproveCorrectionResponse> ApproveCorrection(
        ApproveCorrectionRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ApproveCorrectionResponse { Correction = One() });

    public override Task<RejectCorrectionResponse> RejectCorrection(RejectCorrectionRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new RejectCorrectionResponse { Correction = One() });

    private static Correction One() => new()
    {
        Name = Name,
        RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
        State = CorrectionState.Approved,
        Reason = "typed wrong",
        Digest = Digest,
        Orders = 1234,
        UnearnedOrders = 5,
        Lines = 2,
        DoneLines = 1,
        Sums = { new CorrectionSum { Coin = "coins/aster", GiveUnits = 1400, TakeUnits = 9, GivenUnits = 1400 } },
    };
}

using System.Collections.Concurrent;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Cases: one, of an order that is held.</summary>
internal sealed class ScriptedCases : CaseService.CaseServiceBase
{
    public const string Name = ScriptedPrograms.Main + "/cases/01900000-0000-8000-8000-00000000000f";

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public override Task<ListCasesResponse> ListCases(ListCasesRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListCasesResponse { Cases = { One() } });

    public override Task<GetCaseResponse> GetCase(GetCaseRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetCaseResponse { Case = One() });

    private static Case One() => new()
    {
        Name = Name,
        Kind = CaseKind.HeldOrder,
        State = CaseState.Open,
        Members = { ScriptedMembers.Name },
        Coins = { new CoinSum { Coin = "coins/aster", Units = 150 } },
        Signals = { new LocalizedText { En = "Six orders with one card.", ZhCn = "一卡六单。" } },
        CreateTime = new Timestamp { Seconds = 86_400 },
        Deadline = new Timestamp { Seconds = 8 * 86_400 },
    };
}

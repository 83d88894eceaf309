using System.Collections.Concurrent;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Orders: one that was placed, with its record, where nothing is said.</summary>
internal sealed class ScriptedCheckout : CheckoutService.CheckoutServiceBase
{
    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public void On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => answers.On(answer);

    /// <summary>Nine coins for nine yuan, as they were decided.</summary>
    public static GetEvaluationResponse One()
    {
        var terms = ScriptedPrograms.Terms();
        terms.TimeZone = "Asia/Shanghai";
        terms.SettlementUnitsPerMinorUnit = 100;
        terms.Campaigns.Clear();
        terms.TimeZoneVersion = ProgramCalendar.DataVersion;
        var record = new EvaluationRecord
        {
            RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
            Terms = terms,
            Order = new Order
            {
                Source = "till-7",
                EventId = "4711",
                Merchant = "partners/aster/merchants/till",
                OrderTime = new Timestamp { Seconds = 1_790_000_000 },
                Lines = { new OrderLine { Number = 1, Sku = "tea", Quantity = 1, ListMinorUnits = 900 } },
            },
            Facts = new Facts
            {
                DecideTime = new Timestamp { Seconds = 1_790_000_001, Nanos = 1000 },
                Member = new MemberFacts { Id = ByteString.CopyFrom(new byte[16]) },
            },
        };
        record.Result = Records.Recompute(record);
        return Whole(record);
    }

    /// <summary>A record with its digest and a journal.</summary>
    public static GetEvaluationResponse Whole(EvaluationRecord record) => new()
    {
        Record = record,
        Digest = ByteString.CopyFrom(Records.DigestOf(record)),
        Journal = ScriptedLedger.Journal().Name,
    };

    public override Task<GetEvaluationResponse> GetEvaluation(GetEvaluationRequest r, ServerCallContext c) =>
        answers.Answer(r, One);
}

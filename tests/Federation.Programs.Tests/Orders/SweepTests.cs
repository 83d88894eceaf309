using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>What becomes of orders that nobody pays, and of decisions that nobody placed.</summary>
public sealed class SweepTests
{
    private static readonly OrderId Unpaid = OrderId.Of(ProgramId.Parse(Given.Program), "shop", "1");

    /// <summary>An order that the ledger does not let go is tried again later, and keeps no other waiting.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task UnpaidOrder_ThatCannotBeCancelled_IsTriedAgainLater(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await NoteAsync(module);
        using var log = new LogCollector();
        var sweep = new UnpaidOrderSweep(
            module.Published, module.Clock, new OrderTickets(null), Consents(),
            Ledger(_ => throw Suspended()), log.For<UnpaidOrderSweep>());

        Assert.Equal(1, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));

        Assert.Contains(Unpaid.ToString(), Assert.Single(log.Of("OrderNotCancelled")), StringComparison.Ordinal);
        Assert.Equal(0, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));
        module.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(1, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));
    }

    /// <summary>An order that was never placed, or that is paid, is forgotten.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(OrderState.Paid)]
    [InlineData(OrderState.Cancelled)]
    public async Task UnpaidOrder_ThatIsNone_IsForgotten(OrderState? state)
    {
        await using var module = await Module.StartAsync();
        await NoteAsync(module);
        using var log = new LogCollector();
        var sweep = new UnpaidOrderSweep(
            module.Published, module.Clock, new OrderTickets(null), Consents(),
            Ledger(_ => Found(state)), log.For<UnpaidOrderSweep>());

        Assert.Equal(1, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));

        Assert.Empty(log.Events);
        Assert.Equal(0, await module.WithDbAsync(db => db.UnpaidOrders.CountAsync(Cancel)));
    }

    /// <summary>A day later, a decision gets its journal, or goes with the levels and coupons that it would have
    /// given.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Record_WhoseJournalIsNotKnown_GetsItOrGoes(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var name = await module.ApprovedAsync();
        var (placed, orphan) = (Row(module, name, "placed"), Row(module, name, "orphan"));
        await module.RecordAsync([placed.Row, orphan.Row]);
        foreach (var (order, row) in new[] { placed, orphan })
            await module.WithDbAsync(db => WriteLevelAsync(db, order, row));
        var journal = Guid.CreateVersion7();
        var sweep = new RecordSweep(
            module.Published, module.Clock, new OrderTickets(null), Consents(),
            Ledger(request => Placed(placed, journal, request)));

        Assert.Equal(0, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));
        module.Now += RecordSweep.Age + TimeSpan.FromSeconds(1);
        Assert.Equal(2, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));

        var left = await module.WithDbAsync(db => db.Evaluations.SingleAsync(Cancel));
        Assert.Equal(placed.Row.Digest, left.Digest);
        var level = await module.WithDbAsync(db => db.TierGrants.SingleAsync(Cancel));
        Assert.Equal(GivenLevels.IdOf(placed.Row.Digest, 0), level.Id);
        Assert.Equal(journal, left.Journal);
        Assert.Equal(0, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));
    }

    /// <summary>An event's decision is found by what the event uses up.</summary>
    [Fact]
    public async Task Record_OfAnEvent_GetsItsJournal()
    {
        await using var module = await Module.StartAsync();
        var name = RuleSetId.Parse(await module.ApprovedAsync());
        var happened = new Event { Source = "shop", EventId = "placed" };
        var record = new EvaluationRecord
        {
            RuleSet = name.ToString(),
            Event = happened,
            Facts = new Facts { DecideTime = module.Now.ToTimestamp() },
            Result = new Evaluation(),
        };
        var (order, row) = Row(module, name.ToString(), "placed");
        var reported = EvaluationRow.Of(name, TextHash.Of("event"), record);
        await module.RecordAsync([row, reported]);
        var journal = Guid.CreateVersion7();
        var tickets = new OrderTickets(null);
        var sweep = new RecordSweep(module.Published, module.Clock, tickets, Consents(), Ledger(request =>
        {
            // An order of the same number is something else.
            Assert.Contains(OrderKeys.StepOf(order, 0), request.Keys);
            var key = EventKeys.Of(EventKeys.IdOf(name.Program, happened));
            Assert.Contains(key, request.Keys);
            var detail = new EventDetail { Digest = Google.Protobuf.ByteString.CopyFrom(reported.Digest) };
            return new FindBundlesResponse { Bundles = { Bundle(key, detail, journal) } };
        }));
        module.Now += RecordSweep.Age + TimeSpan.FromSeconds(1);
        Assert.Equal(2, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));
        var left = await module.WithDbAsync(db => db.Evaluations.SingleAsync(Cancel));
        Assert.Equal((Convert.ToHexString(reported.Digest), journal), (Convert.ToHexString(left.Digest), left.Journal));
    }

    /// <summary>A survey whose journal nobody noted is counted once the sweep has found it, and once alone.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Record_OfASurvey_GetsItsAnswersToo(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var name = RuleSetId.Parse(await module.ApprovedAsync());
        await module.PublishAsync(name.ToString());
        var record = new EvaluationRecord
        {
            RuleSet = name.ToString(),
            Event = new Event
            {
                Source = "app",
                EventId = "1",
                Type = new EventType { Kind = EventKind.Survey },
                Object = "spring",
                EventTime = module.Now.ToTimestamp(),
                Answers = new SurveyAnswers
                {
                    Satisfaction = 4,
                    Chosen = { new SurveyAnswer { Question = "colour", Choice = "red" } },
                },
            },
            Facts = new Facts { DecideTime = module.Now.ToTimestamp() },
            Result = new Evaluation(),
        };
        var reported = EvaluationRow.Of(name, TextHash.Of("survey"), record);
        await module.RecordAsync([reported]);
        var journal = Guid.CreateVersion7();
        var sweep = new RecordSweep(module.Published, module.Clock, new OrderTickets(null), Consents(), Ledger(_ =>
        {
            var detail = new EventDetail { Digest = Google.Protobuf.ByteString.CopyFrom(reported.Digest) };
            var key = EventKeys.Of(EventKeys.IdOf(name.Program, record.Event));
            return new FindBundlesResponse { Bundles = { Bundle(key, detail, journal) } };
        }));
        module.Now += RecordSweep.Age + TimeSpan.FromSeconds(1);
        Assert.Equal(1, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));
        Assert.Equal(0, await module.WithDbAsync(db => sweep.StepAsync(db, Cancel)));

        // Whoever reports the event again notes the same.
        module.Records.Note(new OrderWrite.Placed(reported.Digest, journal)
        {
            Answers = SurveyAnswerRow.Of(name.Program, record.Event, 1, reported.Digest),
        });
        await module.Records.NotedAsync(Cancel);

        var answers = await module.WithDbAsync(
            db => db.SurveyAnswers.OrderBy(a => a.Place).ToListAsync(Cancel));
        Assert.Equal(
            [
                (SurveyAnswerKind.Answered, "spring", "", ""), (SurveyAnswerKind.Satisfaction, "spring", "", "4"),
                (SurveyAnswerKind.Chosen, "spring", "colour", "red"),
            ], answers.Select(a => (a.Kind, a.Survey, a.Question, a.Answer)));
        var left = await module.WithDbAsync(db => db.Evaluations.SingleAsync(Cancel));
        Assert.Equal(journal, left.Journal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RefusalException Suspended() => new(ErrorReason.PartnerSuspended, "Suspended.");

    private static Task<int> NoteAsync(Module module) => module.WithDbAsync(db =>
    {
        db.UnpaidOrders.Add(new UnpaidOrderRow
        {
            Id = Unpaid.Id,
            PartnerId = Unpaid.Program.PartnerId,
            ProgramId = Unpaid.Program.Id,
            DueTime = module.Now,
        });
        return db.SaveChangesAsync(Cancel);
    });

    private static (OrderId Order, EvaluationRow Row) Row(Module module, string ruleSet, string id)
    {
        var name = RuleSetId.Parse(ruleSet);
        var record = new EvaluationRecord
        {
            RuleSet = ruleSet,
            Order = new Order { Source = "shop", EventId = id },
            Facts = new Facts
            {
                DecideTime = module.Now.ToTimestamp(),
                Member = new MemberFacts { Id = Google.Protobuf.ByteString.CopyFrom(new byte[16]) },
            },
            Result = new Evaluation { Awards = { new Award { Rule = "gift", Tier = Level() } } },
        };
        var digest = TextHash.Of(id);
        return (OrderId.Of(name.Program, "shop", id), EvaluationRow.Of(name, digest, record));
    }

    private static async Task<bool> WriteLevelAsync(ProgramsDb db, OrderId order, EvaluationRow row)
    {
        var record = EvaluationRecord.Parser.ParseFrom(row.Content);
        await db.WriteOnceAsync(
            [GivenLevels.Of(order, record, row.Digest, 0, record.Facts.DecideTime)], Cancel);
        return true;
    }

    private static TierGrant Level() => new()
    {
        Scheme = "club",
        Level = "gold",
        FromDate = Module.DateOf("2026-03-01"),
        ToDate = Module.DateOf("2026-04-01"),
    };

    private static FindBundlesResponse Placed(
        (OrderId Order, EvaluationRow Row) placed, Guid journal, FindBundlesRequest request)
    {
        var key = OrderKeys.StepOf(placed.Order, 0);
        Assert.Contains(key, request.Keys);
        var detail = new OrderDetail { Digest = Google.Protobuf.ByteString.CopyFrom(placed.Row.Digest) };
        return new FindBundlesResponse { Bundles = { Bundle(key, detail, journal) } };
    }

    private static FindBundlesResponse Found(OrderState? state)
    {
        var response = new FindBundlesResponse();
        if (state is { } known)
            response.Bundles.Add(
                Bundle(OrderKeys.StepOf(Unpaid, 0), new OrderDetail { State = known }, Guid.NewGuid()));
        return response;
    }

    private static PostedBundle Bundle(string key, Google.Protobuf.IMessage detail, Guid journal) => new()
    {
        Key = key,
        Journal = new Journal { Name = new JournalId(journal).Name, Detail = Any.Pack(detail) },
    };

    private static PostingService.PostingServiceClient Ledger(Func<FindBundlesRequest, FindBundlesResponse> find) =>
        new(new Peer().On("FindBundles", find));

    private static SpendingConsents Consents() => new(new ConsentService.ConsentServiceClient(new Peer()));
}

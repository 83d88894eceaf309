using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>Cases of which the row and the journal do not say the same, because a process was killed between
/// them.</summary>
public sealed class CaseServiceTests
{
    private static readonly ProgramId Program = ProgramId.Parse(Given.Program);
    private static readonly OrderId Order = OrderId.Of(Program, "shop", "1");
    private readonly KeptBundles books = new();

    /// <summary>Killed after the case's row and before the order's journal: there is no case, and nothing to decide.
    /// The shop sends the order again: now there is one, with the deadline of the journal.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Case_WhoseOrderHasNoJournal_IsNone_UntilItHas(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var record = await NotedAsync(module);
        Assert.Empty(await ListAsync(module));
        Assert.Equal(ErrorReason.CaseNotFound, await Refusals.ReasonAsync(DecideAsync(module, CaseState.ForMember)));
        Assert.Equal(1, await module.WithDbAsync(db => db.Cases.CountAsync(c => c.DueTime != null, Cancel)));

        var deadline = module.Now.AddDays(3).ToTimestamp();
        books.Add(Order, Placed(record, new OrderCase { State = CaseState.Open, Deadline = deadline }));
        var shown = Assert.Single(await ListAsync(module));
        Assert.Equal((CaseState.Open, deadline, 10L), (shown.State, shown.Deadline, shown.Coins[0].Units));
    }

    /// <summary>Killed after the journal of the decision and before the row: the case is decided, and the list of open
    /// ones does not have it.</summary>
    [Fact]
    public async Task Case_WhoseRowSaysItIsOpen_IsAsTheJournalSays()
    {
        await using var module = await Module.StartAsync();
        var record = await NotedAsync(module);
        var open = new OrderCase { State = CaseState.Open, Deadline = module.Now.AddDays(1).ToTimestamp() };
        var decided = new OrderCase(open) { State = CaseState.AgainstMember, Reason = "resold" };
        books.Add(Order, Placed(record, open), Placed(record, decided));
        Assert.Empty(await ListAsync(module));
        Assert.Empty(await ListAsync(module, dueSoon: true));
        Assert.Equal(ErrorReason.CaseDecided, await Refusals.ReasonAsync(DecideAsync(module, CaseState.ForMember)));
    }

    /// <summary>A held order is decided for or against its member, and nothing else.</summary>
    [Theory]
    [InlineData(CaseState.Cleared)]
    [InlineData(CaseState.Confirmed)]
    public async Task HeldOrder_IsNotCleared(CaseState verdict)
    {
        await using var module = await Module.StartAsync();
        await NotedAsync(module);
        Assert.Equal(ErrorReason.FieldInvalid, await Refusals.ReasonAsync(DecideAsync(module, verdict)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The case's row and the order's record, as they are written before the journal.</summary>
    private static async Task<byte[]> NotedAsync(Module module)
    {
        var name = RuleSetId.Parse(await PublishedAsync(module));
        var record = new EvaluationRecord
        {
            RuleSet = name.ToString(),
            Order = new Order { Source = "shop", EventId = "1", Member = "members/" + Guid.NewGuid() },
            Facts = new Facts { DecideTime = module.Now.ToTimestamp() },
            Result = new Evaluation
            {
                Awards = { new Award { Rule = "base", Coins = new CoinAward { Coin = "coins/aster", Units = 10 } } },
            },
        };
        var row = EvaluationRow.Of(name, TextHash.Of("1"), record);
        await module.RecordAsync([row]);
        await module.WithDbAsync(db =>
        {
            db.Cases.Add(CaseRow.Of(
                Order, module.Now, new OrderCase { Deadline = module.Now.AddDays(1).ToTimestamp() }));
            return db.SaveChangesAsync(Cancel);
        });
        return row.Digest;
    }

    private static async Task<string> PublishedAsync(Module module)
    {
        var name = await module.ApprovedAsync();
        await module.PublishAsync(name);
        return name;
    }

    private static OrderDetail Placed(byte[] record, OrderCase standing) => new()
    {
        RuleSet = Given.RuleSet(1),
        Digest = ByteString.CopyFrom(record),
        State = OrderState.Completed,
        OrderCase = standing,
    };

    private Task<IReadOnlyList<Case>> ListAsync(Module module, bool dueSoon = false) => WithAsync(
        module, async service => (IReadOnlyList<Case>)(await service.ListCases(
            new ListCasesRequest { Program = Given.Program, OpenOnly = !dueSoon, DueSoon = dueSoon },
            Call.Person("wei"))).Cases);

    private Task<DecideCaseResponse> DecideAsync(Module module, CaseState verdict) => WithAsync(
        module, service => service.DecideCase(
            new DecideCaseRequest
            {
                RequestId = Module.NewId(),
                Name = ResourceNames.Case(Given.Program, Order.Id),
                Verdict = verdict,
                Reason = "looked at",
            },
            Call.Person("wei")));

    private Task<T> WithAsync<T>(Module module, Func<CaseService, Task<T>> call) => module.WithDbAsync(db =>
    {
        var orders = new OrderBooks(
            db, module.Published, module.Clock, new OrderTickets(null),
            new SpendingConsents(new ConsentService.ConsentServiceClient(new Peer())), books.Client);
        return call(new CaseService(
            db, new CaseBook(db, orders, module.Clock, books.Client), module.Directory, module.Clock,
            new PageTokens(Given.Key)));
    });
}

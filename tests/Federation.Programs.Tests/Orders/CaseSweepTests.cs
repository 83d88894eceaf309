using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>What becomes of cases that nobody decides.</summary>
public sealed class CaseSweepTests : IDisposable
{
    private static readonly OrderId Order = OrderId.Of(ProgramId.Parse(Given.Program), "shop", "1");
    private readonly LogCollector log = new();

    public void Dispose() => log.Dispose();

    /// <summary>A suspended brand's case waits, and is asked about again later.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Case_OfASuspendedBrand_IsTriedAgainLater(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await NoteAsync(module);
        await module.SuspendAsync();
        var held = new OrderCase { State = CaseState.Open, Deadline = module.Now.ToTimestamp() };

        Assert.Equal(1, await StepAsync(module, held));
        Assert.Contains(
            ResourceNames.Case(Given.Program, Order.Id), Assert.Single(log.Of("CaseNotDecided")),
            StringComparison.Ordinal);
        Assert.Equal(0, await StepAsync(module, held));
        module.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(1, await StepAsync(module, held));
        Assert.Equal(1, await module.WithDbAsync(db => db.Cases.CountAsync(c => c.DueTime != null, Cancel)));
    }

    /// <summary>A case that was decided, and of which the row does not know, is done; one of an order that was never
    /// placed, or that nobody holds, is none.</summary>
    [Theory]
    [InlineData(CaseState.AgainstMember, 1)]
    [InlineData(CaseState.ForMember, 1)]
    [InlineData(CaseState.Closed, 1)]
    [InlineData(CaseState.Unspecified, 0)]
    public async Task Case_ThatIsNotOpen_IsNotDecidedAgain(CaseState state, int rows)
    {
        await using var module = await Module.StartAsync();
        await NoteAsync(module);

        Assert.Equal(
            1, await StepAsync(module, state == CaseState.Unspecified ? null : new OrderCase { State = state }));

        Assert.Equal(rows, await module.WithDbAsync(db => db.Cases.CountAsync(Cancel)));
        Assert.Equal(0, await module.WithDbAsync(db => db.Cases.CountAsync(c => c.DueTime != null, Cancel)));
        Assert.Empty(log.Events);
    }

    /// <summary>The row of an order that was sent again has the deadline of the first time; the order's journal
    /// counts.</summary>
    [Fact]
    public async Task Case_WhoseDeadlineIsLater_Waits()
    {
        await using var module = await Module.StartAsync();
        await NoteAsync(module);
        var held = new OrderCase { State = CaseState.Open, Deadline = module.Now.AddDays(1).ToTimestamp() };

        Assert.Equal(1, await StepAsync(module, held));
        Assert.Equal(0, await StepAsync(module, held));
        module.Now += TimeSpan.FromHours(23);
        Assert.Equal(0, await StepAsync(module, held));
        Assert.Empty(log.Events);
    }

    /// <summary>While the sweep looks for an order that was not placed, it is placed: its case stays.</summary>
    [Fact]
    public async Task Case_WhoseOrderIsPlacedMeanwhile_Stays()
    {
        await using var module = await Module.StartAsync();
        await NoteAsync(module);
        DateTimeOffset? later = module.Now.AddHours(1);
        Assert.Equal(1, await StepAsync(module, null, () => module.WithDbAsync(db => db.Cases.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.DueTime, later), Cancel)).GetAwaiter().GetResult()));

        Assert.Equal(1, await module.WithDbAsync(db => db.Cases.CountAsync(c => c.DueTime == later, Cancel)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<int> StepAsync(Module module, OrderCase? held, Action? meanwhile = null)
    {
        var ledger = new PostingService.PostingServiceClient(new Peer().On<FindBundlesRequest, FindBundlesResponse>(
            "FindBundles", _ =>
            {
                meanwhile?.Invoke();
                return Found(held);
            }));
        var sweep = new CaseSweep(
            module.Published, module.Clock, module.Directory, new OrderTickets(null),
            new SpendingConsents(new ConsentService.ConsentServiceClient(new Peer())), ledger, log.For<CaseSweep>());
        return module.WithDbAsync(db => sweep.StepAsync(db, Cancel));
    }

    private static Task<int> NoteAsync(Module module) => module.WithDbAsync(db =>
    {
        db.Cases.Add(CaseRow.Of(
            Order, module.Now, new OrderCase { State = CaseState.Open, Deadline = module.Now.ToTimestamp() }));
        return db.SaveChangesAsync(Cancel);
    });

    private static FindBundlesResponse Found(OrderCase? held) => new()
    {
        Bundles =
        {
            new PostedBundle
            {
                Key = OrderKeys.StepOf(Order, 0),
                Journal = new Journal
                {
                    Name = new JournalId(Guid.NewGuid()).Name,
                    Detail = Any.Pack(new OrderDetail { State = OrderState.Completed, OrderCase = held }),
                },
            },
        },
    };
}

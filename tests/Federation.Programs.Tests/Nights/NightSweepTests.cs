using System.Security.Cryptography;
using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>What is found in a programme's orders at night.</summary>
public sealed class NightSweepTests : IDisposable
{
    private static readonly ProgramId Program = ProgramId.Parse(Given.Program);
    private readonly LogCollector log = new();
    private readonly KeptBundles books = new();
    private NightSweep? sweep;
    private int orders;

    public void Dispose() => log.Dispose();

    /// <summary>Ten members with one order each by one card are a star; nine by a device are none, and a member with
    /// two orders does not count.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Star_OfManyMembersWithOneOrderEach_IsACase(DatabaseKind kind)
    {
        await using var module = await GivenAsync(kind);
        for (var member = 1; member <= 10; member++)
            await AddAsync(module, member, payer: 1, device: member <= 9 ? 2 : null);
        await AddAsync(module, 11, payer: 1, device: null);
        await AddAsync(module, 11, payer: 1, device: 2);
        await AddAsync(module, 11, payer: null, device: 2);

        await RunAsync(module);

        var row = Assert.Single(await CasesAsync(module));
        var found = FoundCase.Parser.ParseFrom(row.Content);
        Assert.Equal(CaseKind.Star, found.Kind);
        Assert.Equal(
            "10 members placed one order each by one means of payment in 7 days; 10 or more are looked at.",
            Assert.Single(found.Signals).En);
        Assert.StartsWith("7 天内有 10 名会员用同一付款方式各下了一单", found.Signals[0].ZhCn, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(1, 10).Select(m => ResourceNames.Members + Member(m).ToString("D")), found.Members);
        // Each of the twelve orders by the card gave ten coins.
        Assert.Equal(("coins/aster", 120L), (Assert.Single(found.Coins).Coin, found.Coins[0].Units));
        var opened = Assert.Single(books.Cases);
        Assert.Equal((row.Name, CaseState.Open), (opened.Case, opened.Standing.State));
        Assert.Equal(SHA256.HashData(row.Content!), opened.Digest.ToByteArray());
        Assert.Equal(row.DueTime, opened.Standing.Deadline.ToDateTimeOffset());
        var night = await module.WithDbAsync(db => db.Nights.SingleAsync(Cancel));
        Assert.Equal((row.CreateTime, 13L, 1), (night.LastNight, night.LastOrders, night.LastCases));
        // At three in the morning in Shanghai.
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 19, 0, 0, TimeSpan.Zero), night.NextTime);
        Assert.Empty(log.Events);
    }

    /// <summary>Once a night and subject; the same is not found again within its days, and is after them.</summary>
    [Fact]
    public async Task Star_IsNotFoundAgainWithinItsDays()
    {
        await using var module = await GivenAsync();
        for (var member = 1; member <= 10; member++)
            await AddAsync(module, member, payer: 1, device: null);
        await RunAsync(module);
        for (var day = 1; day <= 6; day++)
        {
            module.Now += TimeSpan.FromDays(1);
            await RunAsync(module);
            Assert.Single(await CasesAsync(module));
        }
        module.Now += TimeSpan.FromDays(1);
        for (var member = 21; member <= 30; member++)
            await AddAsync(module, member, payer: 1, device: null);
        module.Now += TimeSpan.FromDays(1);
        await RunAsync(module);
        Assert.Equal(2, (await CasesAsync(module)).Count);
        Assert.Equal(2, books.Cases.Count);
    }

    /// <summary>The process is killed after it has written a case and before its journal, and between two cases: the
    /// same night goes on, and each is there once.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Night_ThatIsKilled_GoesOn(int journals)
    {
        await using var module = await GivenAsync();
        for (var member = 1; member <= 10; member++)
            await AddAsync(module, member, payer: 1, device: 2);
        var posted = 0;
        books.Before = _ =>
        {
            if (posted++ == journals)
                throw new InvalidOperationException("killed");
        };
        if (journals < 2)
            await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(module));
        Assert.Equal(journals < 2 ? journals + 1 : 0, (await CasesAsync(module)).Count);
        // Another process, hours later, still the same night; what has no journal is shown to nobody.
        books.Before = _ => { };
        sweep = null;
        module.Now += TimeSpan.FromHours(30);
        await RunAsync(module);
        var rows = await CasesAsync(module);
        Assert.Equal(2, rows.Count);
        Assert.Equal(
            rows.Select(r => r.Name).Order(StringComparer.Ordinal),
            books.Cases.Select(c => c.Case).Order(StringComparer.Ordinal));
    }

    /// <summary>A ledger that is away is asked again later; a suspended brand is looked at when it is back.</summary>
    [Fact]
    public async Task Night_ThatCannotBeDone_IsTriedAgain()
    {
        await using var module = await GivenAsync();
        for (var member = 1; member <= 10; member++)
            await AddAsync(module, member, payer: 1, device: null);
        books.Before = _ => throw new RefusalException(ErrorReason.QueueFull, "Busy.");
        Assert.Equal(1, await StepAsync(module));
        Assert.Contains(Given.Program, Assert.Single(log.Of("NightNotDone")), StringComparison.Ordinal);
        Assert.Equal(0, await StepAsync(module));
        books.Before = _ => { };
        module.Now += TimeSpan.FromMinutes(11);
        await RunAsync(module);
        Assert.Single(books.Cases);

        await module.SuspendAsync();
        for (var member = 11; member <= 20; member++)
            await AddAsync(module, member, payer: 3, device: null);
        module.Now += TimeSpan.FromDays(1);
        await RunAsync(module);
        Assert.Single(books.Cases);
    }

    /// <summary>Half of what six orders came to came back, of five of them: a case. The cancelled order counts for
    /// nothing, nor does money that came back without a return.</summary>
    [Theory]
    [InlineData(20_000, 1)]
    [InlineData(19_999, 0)]
    public async Task Returns_OfAMemberWhoKeepsLittle_AreACase(long each, int cases)
    {
        await using var module = await GivenAsync();
        for (var i = 0; i < 5; i++)
            await ReturnedAsync(module, 40_000, each);
        var cancelled = await AddAsync(module, 1, payer: null, device: null, total: 500_000);
        books.Add(cancelled.Order, Step(cancelled, OrderState.Paid, 0), Step(cancelled, OrderState.Cancelled, 500_000));
        var short1 = await AddAsync(module, 2, payer: null, device: null, total: 1_000_000);
        await MarkAsync(module, short1.Row, module.Now);
        books.Add(short1.Order, Step(short1, OrderState.Completed, 0));

        await RunAsync(module);

        Assert.Equal(cases, books.Cases.Count);
        if (cases == 0)
            return;
        var found = FoundCase.Parser.ParseFrom(Assert.Single(await CasesAsync(module)).Content);
        Assert.Equal((CaseKind.Returns, "members/" + Member(1)), (found.Kind, Assert.Single(found.Members)));
        Assert.Equal(
            "1000.00 CNY of 2000.00 CNY was returned, of 5 of 5 orders in 90 days; 50 % or more of it is looked at.",
            Assert.Single(found.Signals).En);
    }

    /// <summary>Who gave each other's codes in a circle is found, once for the whole ring.</summary>
    [Fact]
    public async Task ReferralRing_IsOneCase()
    {
        await using var module = await GivenAsync();
        Guid[] ring = [Member(1), Member(2), Member(3)];
        await module.WithDbAsync(async db =>
        {
            var number = (await db.RuleSets.SingleAsync(Cancel)).Number;
            for (var i = 0; i < ring.Length; i++)
            {
                var (owner, referred) = (ring[i], ring[(i + 1) % ring.Length]);
                db.ReferralAttempts.Add(new ReferralAttemptRow
                {
                    PartnerId = "aster",
                    Member = referred,
                    Owner = owner,
                    CreateTime = module.Now,
                });
                if (i < 2)
                    db.Referrals.Add(new ReferralRow
                    {
                        Id = ReferralRow.IdOf("aster", referred),
                        PartnerId = "aster",
                        ProgramId = "main",
                        Number = number,
                        Referrer = owner,
                        Referred = referred,
                        UseTime = module.Now,
                        OrderByTime = module.Now,
                        State = ReferralState.Lapsed,
                        Lapse = ReferralLapse.Circle,
                        DecideTime = module.Now.AddDays(-1),
                    });
            }
            return await db.SaveChangesAsync(Cancel);
        });
        await RunAsync(module);
        var found = FoundCase.Parser.ParseFrom(Assert.Single(await CasesAsync(module)).Content);
        Assert.Equal(ring.Order().Select(m => "members/" + m), found.Members);
        Assert.StartsWith("3 members gave each other's referral codes", found.Signals[0].En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Night_ThatIsOff_FindsNothing()
    {
        await using var module = await GivenAsync(terms: t => t.NightlyChecks = new NightlyChecks { Off = true });
        for (var member = 1; member <= 10; member++)
            await AddAsync(module, member, payer: 1, device: null);
        await RunAsync(module);
        Assert.Empty(await CasesAsync(module));
        Assert.Null((await module.WithDbAsync(db => db.Nights.SingleAsync(Cancel))).LastNight);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Module> GivenAsync(DatabaseKind? kind = null, Action<RuleSetTerms>? terms = null)
    {
        var module = await Module.StartAsync(kind);
        var made = Given.Terms();
        terms?.Invoke(made);
        await module.PublishAsync(await module.ApprovedAsync(made));
        await module.Published.AfterMissAsync(Cancel);
        return module;
    }

    /// <summary>An order of a day ago that gave ten coins.</summary>
    private async Task<(OrderId Order, EvaluationRow Row)> AddAsync(
        Module module, int member, byte? payer, byte? device, long total = 1_000)
    {
        var name = new RuleSetId(Program, await module.WithDbAsync(db => db.RuleSets.Select(s => s.Number)
            .SingleAsync(Cancel)));
        var number = $"{++orders}";
        var record = new EvaluationRecord
        {
            RuleSet = name.ToString(),
            Order = new Order
            {
                Source = "shop",
                EventId = number,
                PayerHash = Hash(payer),
                DeviceHash = Hash(device),
            },
            Facts = new Facts
            {
                DecideTime = module.Now.AddDays(-1).ToTimestamp(),
                Member = new MemberFacts { Id = ByteString.CopyFrom(Member(member).ToByteArray(bigEndian: true)) },
            },
            Result = new Evaluation
            {
                TotalMinorUnits = total,
                Awards = { new Award { Rule = "base", Coins = new CoinAward { Coin = "coins/aster", Units = 10 } } },
            },
        };
        var row = EvaluationRow.Of(name, TextHash.Of(number), record);
        row.Journal = Guid.NewGuid();
        await module.RecordAsync([row]);
        return (OrderId.Of(Program, "shop", number), row);
    }

    /// <summary>An order of the first member's of which something came back.</summary>
    private async Task ReturnedAsync(Module module, long total, long back)
    {
        var made = await AddAsync(module, 1, payer: null, device: null, total);
        await MarkAsync(module, made.Row, module.Now);
        var returned = Step(made, OrderState.Completed, back);
        returned.ReturnId = "1";
        books.Add(made.Order, Step(made, OrderState.Completed, 0), returned);
    }

    private static Task<int> MarkAsync(Module module, EvaluationRow row, DateTimeOffset time)
    {
        DateTimeOffset? returned = time;
        return module.WithDbAsync(db => db.Evaluations.Where(e => e.Digest == row.Digest)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.ReturnTime, returned), Cancel));
    }

    private static OrderDetail Step((OrderId Order, EvaluationRow Row) made, OrderState state, long back) => new()
    {
        Digest = ByteString.CopyFrom(made.Row.Digest),
        State = state,
        Back = new OrderBack { MinorUnits = back },
    };

    private static ByteString Hash(byte? whose) =>
        whose is { } value ? ByteString.CopyFrom([.. Enumerable.Repeat(value, 32)]) : ByteString.Empty;

    private static Guid Member(int number) => new(number, 0, 0, new byte[8]);

    private static Task<List<CaseRow>> CasesAsync(Module module) =>
        module.WithDbAsync(db => db.Cases.AsNoTracking().OrderBy(c => c.CreateTime).ToListAsync(Cancel));

    private async Task RunAsync(Module module)
    {
        Assert.Equal(1, await StepAsync(module));
        Assert.Equal(0, await StepAsync(module));
    }

    private Task<int> StepAsync(Module module)
    {
        sweep ??= new NightSweep(
            module.Published, module.Clock, module.Directory, new OrderTickets(null),
            new SpendingConsents(new ConsentService.ConsentServiceClient(new Peer())), books.Client,
            log.For<NightSweep>());
        return module.WithDbAsync(db => sweep.StepAsync(db, Cancel));
    }
}

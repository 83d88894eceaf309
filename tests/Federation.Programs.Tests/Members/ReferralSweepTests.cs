using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>How referrals are decided when the brand, the ledger, or another node is in the way.</summary>
public sealed class ReferralSweepTests : IDisposable
{
    private static readonly ProgramId Program = ProgramId.Parse(Given.Program);
    private readonly LogCollector log = new();

    /// <summary>By what it uses up, what the ledger booked.</summary>
    private readonly Dictionary<string, (ByteString Fingerprint, Journal Journal)> booked =
        new(StringComparer.Ordinal);

    /// <summary>The orders that the ledger has.</summary>
    private readonly Dictionary<string, Journal> orders = new(StringComparer.Ordinal);

    private Func<ReferralSide, Exception?> Fails { get; set; } = _ => null;

    private (string Referrer, string Referred) Sides { get; set; }

    public void Dispose() => log.Dispose();

    /// <summary>A suspended brand's referral waits, and is rewarded once it is resumed.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Referral_OfASuspendedBrand_IsTriedAgainLater(DatabaseKind kind)
    {
        await using var module = await GivenAsync(kind);
        await module.SuspendAsync();
        Assert.Equal(1, await StepAsync(module));
        Assert.Contains("/referrals/", Assert.Single(log.Of("ReferralNotDecided")), StringComparison.Ordinal);
        Assert.Equal(0, await StepAsync(module));
        Assert.Equal(ReferralState.Pending, (await RowAsync(module)).State);

        await module.ResumeAsync();
        module.Now += TimeSpan.FromMinutes(11);
        await StepAsync(module);
        await AssertPaidOnceAsync(module);
        Assert.Single(log.Of("ReferralNotDecided"));
    }

    /// <summary>The ledger was away when one side was to be booked: the other side does not wait, and nobody is paid
    /// twice.</summary>
    [Theory]
    [InlineData(ReferralSide.Referrer)]
    [InlineData(ReferralSide.Referred)]
    public async Task Side_ThatCannotBeBookedNow_KeepsTheOtherNotWaiting(ReferralSide away)
    {
        await using var module = await GivenAsync();
        Fails = side => side == away ? new RpcException(new(StatusCode.Unavailable, "away")) : null;
        await StepAsync(module);
        Assert.Single(booked);
        Assert.Single(log.Of("ReferralNotDecided"));
        var row = await RowAsync(module);
        Assert.Equal(ReferralState.Qualified, row.State);
        Assert.Equal(
            away == ReferralSide.Referrer, row.ReferrerState == ReferralRewardState.Pending);

        // What is returned in between does not matter any more.
        orders.Clear();
        Fails = _ => null;
        module.Now += TimeSpan.FromMinutes(11);
        await StepAsync(module);
        await AssertPaidOnceAsync(module);
    }

    /// <summary>The process died after the ledger's commit: what was booked is noted, and not booked again.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Side_BookedByAProcessThatDied_IsNotedAsItWasBooked(DatabaseKind kind)
    {
        await using var module = await GivenAsync(kind);
        await StepAsync(module);
        var before = await RowAsync(module);
        await module.WithDbAsync(db => db.Referrals.ExecuteUpdateAsync(
            set => set.SetProperty(r => r.ReferrerState, ReferralRewardState.Pending)
                .SetProperty(r => r.ReferrerJournal, (Guid?)null).SetProperty(r => r.DueTime, module.Now), Cancel));
        module.Now += TimeSpan.FromHours(1);
        await StepAsync(module);
        await AssertPaidOnceAsync(module);
        Assert.Equal(before.ReferrerJournal, (await RowAsync(module)).ReferrerJournal);
        Assert.Empty(log.Of("ReferralNotDecided"));
    }

    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Referral_SweptByTwoNodesAtOnce_IsPaidOnce(DatabaseKind kind)
    {
        await using var module = await GivenAsync(kind);
        await Task.WhenAll(StepAsync(module), StepAsync(module), StepAsync(module));
        module.Now += TimeSpan.FromMinutes(11);
        await StepAsync(module);
        await AssertPaidOnceAsync(module);
    }

    /// <summary>However many decisions come first, the order that counts is found.</summary>
    [Theory]
    [InlineData(ReferralState.Qualified)]
    [InlineData(ReferralState.Lapsed)]
    public async Task Referral_OfAMemberWithManyDecisions_IsDecidedByAllOfThem(ReferralState becomes)
    {
        await using var module = await GivenAsync(order: false);
        var row = await RowAsync(module);
        for (var i = 0; i < (2 * OrderBooks.MostTogether) + 5; i++)
            await DecideAsync(module, "none" + i, 20_000, row.UseTime.AddMinutes(i + 1), isBooked: false);
        await DecideAsync(module, "large", 10_000, row.UseTime.AddDays(2));
        // It was bought before the code was given, and is reported last.
        if (becomes == ReferralState.Lapsed)
            await DecideAsync(module, "late", 100, row.UseTime.AddDays(3), orderTime: row.UseTime.AddDays(-1));
        await StepAsync(module);
        row = await RowAsync(module);
        Assert.Equal(
            (becomes, becomes == ReferralState.Lapsed ? ReferralLapse.BoughtBefore : ReferralLapse.Unspecified),
            (row.State, row.Lapse));
        Assert.Equal(becomes == ReferralState.Lapsed ? 0 : 2, booked.Count);
    }

    /// <summary>A referral is not decided before it is known what was bought; then an old order makes it
    /// lapse.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Buyers_OfAnEarlierRelease_AreAddedBeforeAReferralIsDecided(DatabaseKind kind)
    {
        await using var module = await GivenAsync(kind);
        var row = await RowAsync(module);
        await DecideAsync(module, "old", 100, row.UseTime.AddDays(-9));
        await module.WithDbAsync(db => db.Evaluations.ExecuteUpdateAsync(
            set => set.SetProperty(e => e.Buyer, (Guid?)null), Cancel));
        await StepAsync(module);
        Assert.Equal(ReferralState.Pending, (await RowAsync(module)).State);
        Assert.Empty(log.Of("ReferralNotDecided"));

        Assert.Equal(2, await module.WithDbAsync(db => new BuyerSweep().StepAsync(db, Cancel)));
        Assert.Equal(0, await module.WithDbAsync(db => new BuyerSweep().StepAsync(db, Cancel)));
        Guid? buyer = IdOf(Sides.Referred);
        Assert.Equal(2, await module.WithDbAsync(db => db.Evaluations.CountAsync(e => e.Buyer == buyer, Cancel)));
        module.Now += TimeSpan.FromMinutes(11);
        await StepAsync(module);
        row = await RowAsync(module);
        Assert.Equal((ReferralState.Lapsed, ReferralLapse.BoughtBefore), (row.State, row.Lapse));
        Assert.Empty(booked);
    }

    /// <summary>A step ends after 500 rows; the next run goes on with the rest. Orders of nobody and events
    /// have no buyer.</summary>
    [Fact]
    public async Task Buyers_OfManyDecisions_AreAddedInSteps()
    {
        await using var module = await Module.StartAsync();
        var name = RuleSetId.Parse(await module.ApprovedAsync());
        await module.RecordAsync(Enumerable.Range(0, 501).Select(i =>
        {
            var record = new EvaluationRecord
            {
                Facts = new Facts { DecideTime = module.Now.ToTimestamp() },
                Result = new Evaluation(),
            };
            if (i % 2 == 0)
                record.Order = new Order { Source = "shop", EventId = $"{i}" };
            else
                record.Event = new Event { Source = "shop", EventId = $"{i}" };
            return EvaluationRow.Of(name, TextHash.Of($"{i}"), record);
        }));
        await module.WithDbAsync(db => db.Evaluations.ExecuteUpdateAsync(
            set => set.SetProperty(e => e.Buyer, (Guid?)null), Cancel));
        var steps = new List<int>();
        for (var i = 0; i < 3; i++)
            steps.Add(await module.WithDbAsync(db => new BuyerSweep().StepAsync(db, Cancel)));
        Assert.Equal([500, 1, 0], steps);
        Guid? nobody = Guid.Empty;
        Assert.Equal(501, await module.WithDbAsync(db => db.Evaluations.CountAsync(e => e.Buyer == nobody, Cancel)));
    }

    /// <summary>Five give each other's codes; whoever is in the circle lapses, and who only hangs on it does
    /// not.</summary>
    [Theory]
    [InlineData(2, ReferralState.Lapsed)]
    [InlineData(5, ReferralState.Lapsed)]
    [InlineData(ReferralCircles.Longest, ReferralState.Lapsed)]
    [InlineData(0, ReferralState.Qualified)]
    public async Task Referral_InACircle_Lapses(int members, ReferralState becomes)
    {
        await using var module = await GivenAsync();
        var row = await RowAsync(module);
        var (from, friend) = (row.Referrer, Guid.NewGuid());
        // The referrer is on a circle with a friend in any case.
        List<ReferralAttemptRow> chain =
        [
            Attempt(row.Referred, row.Referrer), Attempt(row.Referrer, friend), Attempt(friend, row.Referrer),
        ];
        for (var i = 1; i < members; i++)
        {
            var next = i == members - 1 ? row.Referred : Guid.NewGuid();
            chain.Add(Attempt(from, next));
            from = next;
        }
        await module.WithDbAsync(async db =>
        {
            db.ReferralAttempts.AddRange(chain);
            return await db.SaveChangesAsync(Cancel);
        });
        await StepAsync(module);
        row = await RowAsync(module);
        Assert.Equal(
            (becomes, becomes == ReferralState.Lapsed ? ReferralLapse.Circle : ReferralLapse.Unspecified),
            (row.State, row.Lapse));
        Assert.Equal(becomes == ReferralState.Lapsed ? 0 : 2, booked.Count);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ReferralAttemptRow Attempt(Guid member, Guid owner) =>
        new() { PartnerId = Program.PartnerId, Member = member, Owner = owner, CreateTime = Given.Now };

    private static Guid IdOf(string member) => new(MemberChecks.IdOf(member).Span, bigEndian: true);

    private static Rule On(string id, ReferralSide side, long units)
    {
        var rule = Given.Rule(id, new Effect { Earn = new Earn { Units = units, Promotional = true } });
        rule.On = new Trigger { Events = { new EventType { Kind = EventKind.ReferralQualified } } };
        rule.Condition = new Condition { Event = new EventIs { Sides = { side } } };
        rule.Limits.Add(new Limit { Per = Per.Member, Period = Period.Month, Of = LimitedBy.Times, AtMost = 10 });
        return rule;
    }

    /// <summary>A referral of twenty days ago, with an order of a day later whose window of 14 days is over.</summary>
    private async Task<Module> GivenAsync(DatabaseKind? kind = null, bool order = true)
    {
        var module = await Module.StartAsync(kind);
        var ruleSet = await module.InForceAsync(terms =>
        {
            terms.ReturnDays = 14;
            terms.Referrals = new Referrals { MinimumMinorUnits = 10_000 };
            terms.Rules.Add(On("referrer", ReferralSide.Referrer, 200));
            terms.Rules.Add(On("referred", ReferralSide.Referred, 100));
        });
        Sides = (module.NewMember(), module.NewMember());
        await module.WithDbAsync(async db =>
        {
            db.Referrals.Add(new ReferralRow
            {
                Id = ReferralRow.IdOf(Program.PartnerId, IdOf(Sides.Referred)),
                PartnerId = Program.PartnerId,
                ProgramId = Program.Id,
                Number = ruleSet.Name.Number,
                Referrer = IdOf(Sides.Referrer),
                Referred = IdOf(Sides.Referred),
                UseTime = module.Now,
                OrderByTime = module.Now.AddDays(90),
                State = ReferralState.Pending,
                DueTime = module.Now.AddDays(1),
            });
            return await db.SaveChangesAsync(Cancel);
        });
        if (order)
            await DecideAsync(module, "1", 10_000, module.Now.AddDays(1));
        module.Now += TimeSpan.FromDays(20);
        return module;
    }

    /// <summary>A decision of an order of the new member's, which the ledger has.</summary>
    private async Task DecideAsync(
        Module module, string number, long total, DateTimeOffset time, bool isBooked = true,
        DateTimeOffset? orderTime = null)
    {
        var name = new RuleSetId(Program, (await RowAsync(module)).Number);
        var record = new EvaluationRecord
        {
            Order = new Order { Source = "shop", EventId = number, OrderTime = (orderTime ?? time).ToTimestamp() },
            Facts = new Facts
            {
                DecideTime = time.ToTimestamp(),
                Member = new MemberFacts { Id = MemberChecks.IdOf(Sides.Referred) },
            },
            Result = new Evaluation { TotalMinorUnits = total },
        };
        var row = EvaluationRow.Of(name, TextHash.Of(number), record);
        await module.RecordAsync([row]);
        if (isBooked)
            orders[OrderKeys.StepOf(OrderId.Of(Program, "shop", number), 0)] = new Journal
            {
                Name = new JournalId(Guid.NewGuid()).Name,
                CreateTime = time.ToTimestamp(),
                Detail = Any.Pack(new OrderDetail
                {
                    Digest = ByteString.CopyFrom(row.Digest),
                    State = OrderState.Completed,
                    StepTime = time.ToTimestamp(),
                }),
            };
    }

    private async Task<int> StepAsync(Module module) => await module.SweepReferralsAsync(
        new Peer().On<FindBundlesRequest, FindBundlesResponse>("FindBundles", request => new()
        {
            Bundles =
            {
                request.Keys.Where(orders.ContainsKey)
                    .Select(k => new PostedBundle { Key = k, Journal = orders[k] }),
            },
        })
        .On<ReadForPlanRequest, ReadForPlanResponse>(
            "ReadForPlan", request => new() { Tallies = { request.Tallies.Select(_ => 0L) } })
        .On<PostBundleRequest, PostBundleResponse>("PostBundle", Post),
        log);

    /// <summary>As the ledger does: what was booked is answered again, and used up for all others.</summary>
    private PostBundleResponse Post(PostBundleRequest request)
    {
        lock (booked)
        {
            var key = request.Consumes.Single().Key;
            if (booked.TryGetValue(key, out var known))
                return known.Fingerprint == request.Fingerprint
                    ? new PostBundleResponse { Journal = known.Journal, Replayed = true }
                    : throw new RefusalException(ErrorReason.RequestIdReused, "Other content.");
            var side = request.ExternalReference.EndsWith("/referrer", StringComparison.Ordinal)
                ? ReferralSide.Referrer
                : ReferralSide.Referred;
            if (Fails(side) is { } failure)
                throw failure;
            var journal = new Journal { Name = new JournalId(Guid.NewGuid()).Name, Detail = request.Detail };
            booked[key] = (request.Fingerprint, journal);
            return new PostBundleResponse { Journal = journal };
        }
    }

    private async Task AssertPaidOnceAsync(Module module)
    {
        var row = await RowAsync(module);
        Assert.Equal(
            (ReferralState.Qualified, ReferralRewardState.Given, ReferralRewardState.Given, null),
            (row.State, row.ReferrerState, row.ReferredState, row.DueTime));
        Assert.Equal(2, booked.Count);
        Assert.Equal(
            booked.Values.Select(b => JournalId.Parse(b.Journal.Name).Value).Order(),
            new[] { row.ReferrerJournal!.Value, row.ReferredJournal!.Value }.Order());
    }

    private static Task<ReferralRow> RowAsync(Module module) =>
        module.WithDbAsync(db => db.Referrals.AsNoTracking().SingleAsync(Cancel));
}

using Date = Google.Type.Date;
using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs.Tests;

/// <summary>What the module knows of members.</summary>
internal sealed partial class Module
{
    private static readonly MemberNames Names = new(new byte[32]);
    private static long made;

    /// <summary>What the accounts module says of members of Aster's; another name is nobody's.</summary>
    public Dictionary<string, ResolveSpendingResponse> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>What the ledger counted, by its own names of it.</summary>
    public Dictionary<ByteString, long> Counted { get; } = [];

    /// <summary>How often the ledger was asked what it counted.</summary>
    public int Reads { get; private set; }

    public MemberProgramService Members => field ??= AnotherMembers();

    public MemberBook Book => field ??= new MemberBook(
        services.GetRequiredService<IServiceScopeFactory>(), Tallies, TimeProvider.System);

    private MemberTallies Tallies => field ??= new MemberTallies(
        new TallyReader(new PostingService.PostingServiceClient(Ledger)));

    private Peer Ledger => new Peer().On<ReadForPlanRequest, ReadForPlanResponse>("ReadForPlan", request =>
    {
        Reads++;
        return new() { Tallies = { request.Tallies.Select(t => Counted.GetValueOrDefault(t)) } };
    });

    /// <summary>A member of Aster's.</summary>
    public string NewMember()
    {
        var name = StrangerTo("aster", out var id);
        Known[name] = new ResolveSpendingResponse
        {
            MemberId = id.ToString(),
            MerchantLinked = true,
            LinkTime = DateTimeOffset.UtcNow.AddDays(-10).ToTimestamp(),
        };
        return name;
    }

    /// <summary>The member behind a name of Aster's.</summary>
    public static MemberId IdOf(string member) =>
        Names.TryRead("aster", member, out var id) ? id : throw new ArgumentException(member);

    /// <summary>What another member is called by a member.</summary>
    public static string NameTo(MemberId viewer, MemberId member) => Names.NameFor(Principal.Of(viewer).Name, member);

    /// <summary>A name by which a brand would know somebody.</summary>
    public static string StrangerTo(string brand, out MemberId id)
    {
        // Two members of one millisecond may be one.
        id = Names.NewId(DateTimeOffset.UnixEpoch.AddMilliseconds(Interlocked.Increment(ref made)));
        return Names.NameFor(brand, id);
    }

    /// <summary>Counts something of a member.</summary>
    public void Count(string member, string definition, int period, long units) =>
        Counted[ProgramTallies.IdOf(
            ProgramId.Parse(Given.Program),
            new TallyKey { Definition = definition, Per = Per.Member, Period = period },
            null, MemberChecks.IdOf(member))] = units;

    /// <summary>Terms in force now, with a club of three levels by money and year.</summary>
    public async Task<PublishedRuleSet> InForceAsync(Action<RuleSetTerms>? more = null)
    {
        var terms = Given.Terms();
        terms.TierSchemes.Add(new TierScheme
        {
            Id = "club",
            Title = new LocalizedText { En = "Club" },
            Of = CountedBy.Money,
            Period = TierPeriod.Year,
            Levels = { Level("basic", 0), Level("silver", 1000), Level("gold", 5000) },
        });
        more?.Invoke(terms);
        var name = await ApprovedAsync(terms);
        await PublishAsync(name);
        return (await Published.AfterMissAsync(CancellationToken.None)).ByName(RuleSetId.Parse(name))!;
    }

    /// <summary>The facts of a member's order.</summary>
    public async Task<MemberFacts> FactsAsync(PublishedRuleSet ruleSet, string member)
    {
        var cancel = Xunit.TestContext.Current.CancellationToken;
        return await Book.FactsAsync(
            ruleSet, member, Known[member].LinkTime, await Clock.NowAsync(cancel), cancel);
    }

    public async Task<MemberStatus> StatusAsync(string member, DateTimeOffset? at = null) =>
        (await Members.GetMemberStatus(
            new() { Program = Given.Program, Member = member, Time = at?.ToTimestamp() }, Call.Ann)).Status;

    public async Task<MemberTierGrant> GrantAsync(string member, string level, string from, string to) =>
        (await Members.GrantTier(Granting(member, level, from, to), Call.Ann)).Grant;

    /// <summary>A level that an order would give: whether it does, <see cref="Counted"/> says.</summary>
    public async Task<TierGrantRow> LevelOfOrderAsync(string member, string level, string from, string to)
    {
        var row = new TierGrantRow
        {
            Id = Guid.NewGuid(),
            PartnerId = "aster",
            ProgramId = "main",
            Member = new Guid(MemberChecks.IdOf(member).Span, bigEndian: true),
            Scheme = "club",
            Level = level,
            FromDay = Days.Of(DateOf(from)),
            ToDay = Days.Of(DateOf(to)),
            Reason = "gift",
            Creator = "",
            CreateTime = Now,
            OrderId = Guid.NewGuid(),
        };
        return await WithDbAsync(async db =>
        {
            await db.WriteOnceAsync([row], CancellationToken.None);
            return row;
        });
    }

    public async Task<TierFreeze> FreezeAsync(string member, string from, string to) =>
        (await Members.FreezeTier(Freezing(member, from, to), Call.Ann)).Freeze;

    public static GrantTierRequest Granting(string member, string level, string from, string to) => new()
    {
        RequestId = NewId(),
        Program = Given.Program,
        Member = member,
        Scheme = "club",
        Level = level,
        FromDate = DateOf(from),
        ToDate = DateOf(to),
        Reason = "goodwill",
    };

    public static FreezeTierRequest Freezing(string member, string from, string to) => new()
    {
        RequestId = NewId(),
        Program = Given.Program,
        Member = member,
        FromDate = DateOf(from),
        ToDate = DateOf(to),
        Reason = "illness",
    };

    public static Date DateOf(string text)
    {
        var date = DateOnly.ParseExact(text, "yyyy-MM-dd");
        return new Date { Year = date.Year, Month = date.Month, Day = date.Day };
    }

    private static TierLevel Level(string id, long threshold) =>
        new() { Id = id, Title = new LocalizedText { En = id }, Threshold = threshold };

    /// <summary>The service as another call has it, with a context of its own.</summary>
    public MemberProgramService AnotherMembers()
    {
        var scope = services.CreateScope();
        scopes.Add(scope);
        var accounts = new Peer().On<BatchResolveSpendingRequest, BatchResolveSpendingResponse>(
            "BatchResolveSpending", batch => new()
            {
                Responses = { batch.Requests.Select(r => Known.GetValueOrDefault(r.Member) ?? new()) },
            });
        return new MemberProgramService(
            scope.ServiceProvider.GetRequiredService<ProgramsDb>(), Published, Book, Tallies, Names, Directory, Clock,
            new PageTokens(Given.Key), TimeProvider.System, new CoinWorths(null),
            new SpendingConsents(new ConsentService.ConsentServiceClient(accounts)),
            new PostingService.PostingServiceClient(Ledger));
    }
}

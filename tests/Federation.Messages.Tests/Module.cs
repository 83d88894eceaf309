using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Partners.Internal.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Messages.Tests;

/// <summary>The module on a database of its own, with peers that a test directs.</summary>
internal sealed class Module : IAsyncDisposable
{
    private static readonly MemberNames Names = new(new byte[32]);
    private static long made;

    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly List<IServiceScope> scopes = [];

    private Module(TestDatabase database, MessagesOptions options)
    {
        this.database = database;
        var deployment = database.Deployment(sandbox: true);
        var partners = new Peer().On<GetDirectoryRequest, GetDirectoryResponse>("GetDirectory", _ => Brands.Clone());
        Directory = new PartnerDirectory(
            new DirectoryService.DirectoryServiceClient(partners), Options.Create(deployment), new RevokedClients(),
            TimeProvider.System, NullLogger<PartnerDirectory>.Instance);
        var clock = new AllianceClock(
            new ClockService.ClockServiceClient(new Peer().On<GetClockRequest, GetClockResponse>(
                "GetClock", _ => new() { Clock = new() { Now = Time.Now.ToTimestamp(), Sandbox = true } })),
            TimeProvider.System);
        services = new ServiceCollection()
            .AddModuleDb<MessagesDb, SqliteMessagesDb, PostgresMessagesDb, SqlServerMessagesDb>(
                deployment, MessagesModule.Name)
            .AddSingleton<TimeProvider>(Time).AddSingleton(Given.Key).AddSingleton(Options.Create(options))
            .AddSingleton(Directory).AddSingleton(clock).AddSingleton(new PageTokens(Given.Key)).AddSingleton(Names)
            .AddSingleton<ContactSeal>().AddSingleton<HeldMessages>()
            .AddSingleton<GatewaySecrets>().AddSingleton<MessageMaker>()
            .AddSingleton(p => Connections ?? new GatewayConnections(p.GetRequiredService<IOptions<MessagesOptions>>()))
            .AddSingleton<MailChannel>().AddSingleton<GatewayChannel>()
            .AddSingleton<DigestSweep>().AddSingleton<MessageSweep>().AddSingleton<ContactSweep>()
            .AddSingleton<LinkedMembers>().AddSingleton<MessageWriter>()
            .AddKeyedSingleton(MessagesModule.Name, new SpendingConsents(
                new ConsentService.ConsentServiceClient(new Peer()
                    .On<BatchResolveSpendingRequest, BatchResolveSpendingResponse>("BatchResolveSpending", r => new()
                    {
                        Responses =
                        {
                            r.Requests.Select(x => Known.GetValueOrDefault(x.Member) ?? new ResolveSpendingResponse()),
                        },
                    }))))
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddTransient<MessageService>()
            .BuildServiceProvider();
    }

    public static TheoryData<DatabaseKind> Kinds => [.. TestDatabase.Kinds];

    public StandingTime Time { get; } = new();

    /// <summary>What the accounts module says of members; another name is nobody's.</summary>
    public Dictionary<string, ResolveSpendingResponse> Known { get; } = new(StringComparer.Ordinal);

    public GatewayConnections? Connections { get; init; }

    public LogCollector Events { get; } = new();

    public LedgerLog Log { get; } = new();

    public MessageService Messages => Another();

    private GetDirectoryResponse Brands { get; set; } = Given.Directory();

    private PartnerDirectory Directory { get; }

    /// <summary>The module on a kind of database; skipped, with the reason, where there is none.</summary>
    public static async Task<Module> StartAsync(
        DatabaseKind? kind = null, MessagesOptions? options = null, GatewayConnections? connections = null)
    {
        var wanted = kind ?? TestDatabase.Default;
        Assert.SkipWhen(TestDatabase.Missing(wanted) is not null, TestDatabase.Missing(wanted) ?? "");
        var module = new Module(await TestDatabase.CreateAsync(wanted), options ?? new MessagesOptions())
        {
            Connections = connections,
        };
        await module.WithDbAsync(async db =>
        {
            await db.Database.MigrateAsync();
            return 0;
        });
        await module.Directory.FreshAsync(TestContext.Current.CancellationToken);
        return module;
    }

    /// <summary>The service as another call has it, with a context of its own.</summary>
    public MessageService Another()
    {
        var scope = services.CreateScope();
        scopes.Add(scope);
        return scope.ServiceProvider.GetRequiredService<MessageService>();
    }

    public T Of<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A node's sender.</summary>
    public DeliverySender NewSender(IServiceScopeFactory? other = null) => new(
        other ?? services.GetRequiredService<IServiceScopeFactory>(), Of<MailChannel>(), Of<GatewayChannel>(),
        Of<ContactSeal>(), Directory, Of<IOptions<MessagesOptions>>(), Time, Events.For<DeliverySender>());

    /// <summary>A node's follower.</summary>
    public LedgerFollower NewFollower() => NewFollower(Log.Read);

    /// <summary>A node's follower of another ledger, in system time.</summary>
    public LedgerFollower NewFollower(
        Func<ReadLogRequest, ReadLogResponse> read, IServiceScopeFactory? other = null,
        LogCollector? log = null) => new(
        other ?? services.GetRequiredService<IServiceScopeFactory>(),
        new PostingService.PostingServiceClient(new Peer().On("ReadLog", read)),
        Of<MessageMaker>(), Of<HeldMessages>(), Directory, Names, TimeProvider.System,
        (log ?? Events).For<LedgerFollower>());

    /// <summary>What the ledger lists as expiring.</summary>
    public List<ExpiringCoins> Expiring { get; } = [];

    /// <summary>What the ledger was told; a test may refuse it.</summary>
    public List<PostNoticeRequest> Notices { get; } = [];

    public Func<PostNoticeRequest, PostNoticeResponse> OnNotice { get; set; } = _ => new()
    {
        Journal = new() { Name = ResourceNames.Journals + Given.NewId() },
    };

    private PostingService.PostingServiceClient Ledger => new(new Peer()
        .On<ListExpiringRequest, ListExpiringResponse>("ListExpiring", Page)
        .On<PostNoticeRequest, PostNoticeResponse>("PostNotice", request =>
        {
            Notices.Add(request);
            return OnNotice(request);
        }));

    public Task<int> RemindAsync() => SweepAllAsync(new CoinReminderSweep(
        Ledger, Of<MessageMaker>(), Directory, Names, Of<AllianceClock>()));

    /// <summary>What the programmes know of coupons.</summary>
    public MemberCoupons Coupons { get; } = new();

    /// <summary>Reminds of coupons; how many steps that took.</summary>
    public Task<int> RemindOfCouponsAsync() => SweepAllAsync(new CouponReminderSweep(
        Coupons.ClientAt(() => Time.Now), Of<LinkedMembers>(), Of<MessageMaker>(), Directory, Of<AllianceClock>()));

    /// <summary>Tells of coupons that were given; how many steps that took.</summary>
    public Task<int> TellCouponsAsync() => SweepAllAsync(new CouponSweep(
        new PostingService.PostingServiceClient(new Peer().On<ReadLogRequest, ReadLogResponse>("ReadLog", Log.Read)),
        Coupons.ClientAt(() => Time.Now), Of<MessageWriter>(), Directory));

    /// <summary>What the rewards know of draws.</summary>
    public PrizeRounds Prizes { get; } = new();

    /// <summary>Tells winners; how many steps that took.</summary>
    public Task<int> TellWinnersAsync() =>
        SweepAllAsync(new PrizeSweep(Prizes.Client, Of<MessageWriter>(), Directory));

    /// <summary>Reminds those who have not claimed their prizes.</summary>
    public Task<int> RemindWinnersAsync() => SweepAllAsync(
        new PrizeReminderSweep(Prizes.Client, Of<MessageWriter>(), Directory, Of<AllianceClock>()));

    public Task<int> NotifyAsync() => SweepAllAsync(new NoticeSweep(
        Ledger, Directory, Of<AllianceClock>(), Time, Events.For<NoticeSweep>()));

    public Task<int> WipeAsync() => SweepAllAsync(Of<ContactSweep>());

    private async Task<int> SweepAllAsync(TableSweep<MessagesDb> sweep)
    {
        var steps = 0;
        while (await WithDbAsync(db => sweep.StepAsync(db, TestContext.Current.CancellationToken)) > 0)
            steps++;
        return steps;
    }

    /// <summary>Two coins a page.</summary>
    private ListExpiringResponse Page(ListExpiringRequest request)
    {
        // As the ledger looks at them.
        var form = new Form();
        form.Moment(request.FromTime, "from_time");
        form.Moment(request.ToTime, "to_time");
        form.Done();
        var at = request.PageToken.Length == 0
            ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        var found = Expiring.Where(c => c.ExpireTime.ToDateTimeOffset() >= request.FromTime.ToDateTimeOffset()
            && c.ExpireTime.ToDateTimeOffset() < request.ToTime.ToDateTimeOffset()
            && (c.NoticePending || c.ExpireTime.ToDateTimeOffset() > Time.Now))
            .OrderBy(c => c.ExpireTime.ToDateTimeOffset()).ToList();
        return new ListExpiringResponse
        {
            Coins = { found.Skip(at).Take(2) },
            NextPageToken = found.Count > at + 2 ? $"{at + 2}" : "",
        };
    }

    /// <summary>Sends until nothing is due.</summary>
    public async Task SendAllAsync(DeliverySender? sender = null)
    {
        sender ??= NewSender();
        while (await sender.StepAsync(TestContext.Current.CancellationToken) > 0)
        {
        }
    }

    public async Task<T> WithDbAsync<T>(Func<MessagesDb, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<MessagesDb>());
    }

    /// <summary>Makes Aster's settings.</summary>
    public Task SetUpAsync(MessageSettings? settings = null, string brand = "aster") => Messages.SetMessageSettings(
        new SetMessageSettingsRequest
        {
            RequestId = Given.NewId(),
            Parent = ResourceNames.Partner(brand),
            Settings = settings ?? Given.Settings(),
        },
        brand == "aster" ? Call.Aster : Call.Birch);

    /// <summary>Makes a brand's settings: one kind of message goes to its gateway.</summary>
    public async Task<SetMessageGatewayResponse> SetUpGatewayAsync(
        GatewayServer gateway, MessageChannel channel = MessageChannel.Sms, string brand = "aster",
        MessageKind kind = MessageKind.Announcement)
    {
        await SetUpAsync(Given.Settings((kind, [channel])), brand);
        return await Messages.SetMessageGateway(
            new SetMessageGatewayRequest
            {
                RequestId = Given.NewId(),
                Parent = ResourceNames.Partner(brand),
                Channel = channel,
                Address = gateway.Address,
            },
            brand == "aster" ? Call.Aster : Call.Birch);
    }

    public Task SetContactAsync(string member, string email = "", string phone = "") => Messages.SetContact(
        new SetContactRequest
        {
            RequestId = Given.NewId(),
            Member = member,
            Contact = new MemberContact { Email = email, Phone = phone },
        },
        Call.Aster);

    public async Task<IReadOnlyList<Delivery>> DeliveriesAsync(string member = "") =>
        (await Messages.ListDeliveries(new() { Parent = "partners/aster", Member = member }, Call.Aster)).Deliveries;

    /// <summary>A member of a brand's.</summary>
    public string NewMember(string brand = "aster") => NewMember(out _, brand);

    /// <summary>A member of a brand's.</summary>
    public string NewMember(out MemberId id, string brand = "aster")
    {
        // Two members of one millisecond may be one.
        id = Names.NewId(DateTimeOffset.UnixEpoch.AddMilliseconds(Interlocked.Increment(ref made)));
        return Link(id, brand);
    }

    /// <summary>Links a member with a brand.</summary>
    public string Link(MemberId id, string brand)
    {
        var name = Names.NameFor(brand, id);
        Known[name] = new ResolveSpendingResponse { MemberId = id.ToString(), MerchantLinked = true };
        return name;
    }

    /// <summary>Suspends Aster, and the module knows it.</summary>
    public Task SuspendAsync()
    {
        Brands = Given.Directory("aster");
        return Directory.FreshAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        scopes.ForEach(s => s.Dispose());
        Directory.Dispose();
        Events.Dispose();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}

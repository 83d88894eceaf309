using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Programs.Tests;

/// <summary>The module on a database of its own, with peers that a test directs.</summary>
internal sealed partial class Module : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly List<IServiceScope> scopes = [];

    private Module(TestDatabase database)
    {
        this.database = database;
        Deployment = database.Deployment(sandbox: true);
        services = new ServiceCollection()
            .AddModuleDb<ProgramsDb, SqliteProgramsDb, PostgresProgramsDb, SqlServerProgramsDb>(
                Deployment, ProgramsModule.Name)
            .BuildServiceProvider();
        var partners = new Peer().On<GetDirectoryRequest, GetDirectoryResponse>(
            "GetDirectory", _ => Brands.Clone());
        Directory = new PartnerDirectory(
            new DirectoryService.DirectoryServiceClient(partners), Options.Create(Deployment), new RevokedClients(),
            TimeProvider.System, NullLogger<PartnerDirectory>.Instance);
        Clock = new AllianceClock(
            new ClockService.ClockServiceClient(new Peer().On<GetClockRequest, GetClockResponse>(
                "GetClock", _ => new() { Clock = new() { Now = Now.ToTimestamp(), Sandbox = true } })),
            TimeProvider.System);
        Published = NewPublished();
        Simulations = new OpenSimulations(Options.Create(Rules));
        Programs = Another();
    }

    public static TheoryData<DatabaseKind> Kinds => [.. TestDatabase.Kinds];

    /// <summary>The module's rules; a test may change them.</summary>
    public ProgramsOptions Rules { get; } = new();

    /// <summary>What the deployment is; a test may change it.</summary>
    public DeploymentOptions Deployment { get; }

    /// <summary>The board in force, if one is.</summary>
    public Board? Board { get; set; } = new()
    {
        Values = { new CoinValue { Coin = "coins/aster", OnValueUnits = 100 } },
    };

    /// <summary>Alliance time.</summary>
    public DateTimeOffset Now { get; set; } = Given.Now;

    public PublishedRuleSets Published { get; }

    public OpenSimulations Simulations { get; }

    public ProgramService Programs { get; }

    /// <summary>What the partners module says.</summary>
    private GetDirectoryResponse Brands { get; set; } = Given.Directory();

    public PartnerDirectory Directory { get; }

    public AllianceClock Clock { get; }

    /// <summary>The module with Aster's programme, on a kind of database; skipped, with the reason, where there is
    /// none.</summary>
    public static async Task<Module> StartAsync(DatabaseKind? kind = null)
    {
        var wanted = kind ?? TestDatabase.Default;
        Assert.SkipWhen(TestDatabase.Missing(wanted) is not null, TestDatabase.Missing(wanted) ?? "");
        var module = new Module(await TestDatabase.CreateAsync(wanted));
        await using (var scope = module.services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ProgramsDb>().Database.MigrateAsync();
        await module.Programs.CreateProgram(NewProgram("main"), Call.Ann);
        return module;
    }

    internal OrderRecords Records => field ??= new OrderRecords(services.GetRequiredService<IServiceScopeFactory>());

    /// <summary>The service as another call has it, with a context of its own.</summary>
    public ProgramService Another(bool withExchange = true)
    {
        var scope = services.CreateScope();
        scopes.Add(scope);
        var boards = new Peer().On<GetBoardRequest, GetBoardResponse>("GetBoard", _ => new()
        {
            Board = Board?.Clone() ?? throw new RefusalException(ErrorReason.NoBoardInForce, "No board."),
        });
        return new ProgramService(
            scope.ServiceProvider.GetRequiredService<ProgramsDb>(), Published,
            new CoinWorths(withExchange ? new BoardService.BoardServiceClient(boards) : null), Directory, Clock,
            new PageTokens(Given.Key), Simulations, Records,
            new TallyReader(new PostingService.PostingServiceClient(new Peer())), Options.Create(Deployment),
            Options.Create(Rules), TimeProvider.System, NullLogger<ProgramService>.Instance);
    }

    /// <summary>Does something with a context of its own.</summary>
    internal async Task<T> WithDbAsync<T>(Func<ProgramsDb, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ProgramsDb>());
    }

    /// <summary>Writes records, as if their orders were placed.</summary>
    internal async Task RecordAsync(IEnumerable<EvaluationRow> rows)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgramsDb>();
        db.Evaluations.AddRange(rows);
        await db.SaveChangesAsync();
    }

    /// <summary>Suspends Aster, and the module knows it.</summary>
    public Task SuspendAsync()
    {
        Brands = Given.Directory("aster");
        return Directory.FreshAsync(Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>What another process holds.</summary>
    public PublishedRuleSets NewPublished() =>
        new(services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System);

    public async Task<RuleSet> DraftAsync(RuleSetTerms? terms = null) => (await Programs.CreateRuleSet(
        new CreateRuleSetRequest { RequestId = NewId(), Parent = Given.Program, Terms = terms ?? Given.Terms() },
        Call.Ann)).RuleSet;

    public async Task<RuleSet> ProposeAsync(string name, long revision = 1) =>
        (await Programs.ProposeRuleSet(Proposal(name, revision), Call.Ann)).RuleSet;

    public async Task<RuleSet> ApproveAsync(string name, string reason = "") =>
        (await Programs.ApproveRuleSet(Approval(name, reason), Call.Bob)).RuleSet;

    public async Task<RuleSetPublication> PublishAsync(string name, DateTimeOffset? at = null) =>
        (await Programs.PublishRuleSet(Publication(name, at), Call.Ann)).Publication;

    /// <summary>Drafts, proposes and approves.</summary>
    public async Task<string> ApprovedAsync(RuleSetTerms? terms = null)
    {
        var draft = await DraftAsync(terms);
        await ProposeAsync(draft.Name);
        await ApproveAsync(draft.Name, "meant");
        return draft.Name;
    }

    public async Task<RuleSet> GetAsync(string name, DateTimeOffset? asOf = null) => (await Programs.GetRuleSet(
        new GetRuleSetRequest { Name = name, AsOf = asOf?.ToTimestamp() }, Call.Ann)).RuleSet;

    public static CreateProgramRequest NewProgram(string id, string brand = "aster") => new()
    {
        RequestId = NewId(),
        Parent = ResourceNames.Partner(brand),
        ProgramId = id,
        Title = new LocalizedText { En = "Aster Club" },
    };

    public static ProposeRuleSetRequest Proposal(string name, long revision = 1) =>
        new() { RequestId = NewId(), Name = name, Revision = revision };

    public static ApproveRuleSetRequest Approval(string name, string reason = "") =>
        new() { RequestId = NewId(), Name = name, Reason = reason };

    public static PublishRuleSetRequest Publication(string name, DateTimeOffset? at = null) =>
        new() { RequestId = NewId(), Name = name, PublishTime = at?.ToTimestamp() };

    public static UpdateRuleSetRequest Update(string name, RuleSetTerms terms, long revision = 1) =>
        new() { RequestId = NewId(), Name = name, Terms = terms, Revision = revision };

    public static string NewId() => Guid.NewGuid().ToString("D");

    public async ValueTask DisposeAsync()
    {
        scopes.ForEach(s => s.Dispose());
        Directory.Dispose();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}

using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Exchange.Tests;

/// <summary>The module on a database of its own, with peers that a test directs.</summary>
internal sealed class Module : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly IServiceScope scope;
    private readonly TableSweeper<ExchangeDb> sweeper;

    /// <param name="statements">Stands before the database, where a test lets some of its statements fail.</param>
    public static async Task<Module> StartAsync(FailingStatements? statements = null) =>
        new(await TestDatabase.CreateAsync(TestDatabase.Default), statements);

    private Module(TestDatabase database, FailingStatements? statements)
    {
        this.database = database;
        var deployment = Deployment = database.Deployment(sandbox: true);
        var partners = new Peer().On<GetDirectoryRequest, GetDirectoryResponse>(
            "GetDirectory", _ => Brands?.Clone() ?? throw new RpcException(new Status(StatusCode.Unavailable, "away")));
        var ledger = Books.AnswerOn(Ledger);
        Accounts.On<BatchResolveSpendingRequest, BatchResolveSpendingResponse>("BatchResolveSpending", asked =>
            new() { Responses = { asked.Requests.Select(_ => Consent) } });
        var options = Options.Create(deployment);
        services = new ServiceCollection()
            .AddModuleDb<ExchangeDb, SqliteExchangeDb, PostgresExchangeDb, SqlServerExchangeDb>(
                deployment, ExchangeModule.Name)
            .ConfigureDbContext<SqliteExchangeDb>(o => Add(statements, o))
            .ConfigureDbContext<SqlServerExchangeDb>(o => Add(statements, o))
            .BuildServiceProvider();
        scope = services.CreateScope();
        Db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        Db.Database.Migrate();
        Directory = new PartnerDirectory(
            new DirectoryService.DirectoryServiceClient(partners), options, new RevokedClients(), TimeProvider.System,
            Log.For<PartnerDirectory>());
        var clock = new AllianceClock(new ClockService.ClockServiceClient(ledger), TimeProvider.System);
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        var published = new PublishedBoards(scopes, TimeProvider.System);
        var posting = new PostingService.PostingServiceClient(ledger);
        Boards = new BoardService(
            Db, published, Directory, clock, new PageTokens(Given.Key), options, Options.Create(Rules),
            TimeProvider.System,
            Log.For<BoardService>());
        Exchanges = new ExchangeService(
            posting, new LedgerService.LedgerServiceClient(ledger), new SpendingConsents(new(Accounts)),
            new QuoteBook(scopes, Options.Create(Rules)),
            Directory, published, clock, Given.Names, new PageTokens(Given.Key), Db, Options.Create(Rules), options,
            Log.For<ExchangeService>());
        sweeper = new TableSweeper<ExchangeDb>(
            [new QuoteSweep(clock)], scopes, Options.Create(new SweepOptions()), TimeProvider.System,
            Log.For<TableSweeper<ExchangeDb>>());
        Follower = new ExchangeFollower(
            scopes, posting, TimeProvider.System, Log.For<ExchangeFollower>());
    }

    private static void Add(FailingStatements? statements, DbContextOptionsBuilder options)
    {
        if (statements is not null)
            options.AddInterceptors(statements);
    }

    /// <summary>What the module logged; an error that the test did not expect fails it.</summary>
    public LogCollector Log { get; } = new();

    /// <summary>The exchange's rules; a test may change them.</summary>
    public ExchangeOptions Rules { get; } = new();

    /// <summary>What the partners module says; null while it is away.</summary>
    public GetDirectoryResponse? Brands { get; set; } = Given.DirectoryResponse();

    /// <summary>What the module knows of the partners module's answers.</summary>
    public PartnerDirectory Directory { get; }

    /// <summary>What the deployment is; a test may change it.</summary>
    public DeploymentOptions Deployment { get; }

    public Peer Ledger { get; } = new();

    public Peer Accounts { get; } = new();

    public Books Books { get; } = new();

    public ResolveSpendingResponse Consent { get; set; } = Given.Consent();

    public ExchangeDb Db { get; }

    public BoardService Boards { get; }

    public ExchangeService Exchanges { get; }

    public ExchangeFollower Follower { get; }

    /// <summary>Proposes, approves and publishes the board of the four coins.</summary>
    public async Task<V1.Board> PublishAsync(int fee = Given.Fee)
    {
        var proposed = await Boards.ProposeBoard(Given.Proposal(fee), Call.Of("Propose", "admins/ada"));
        var name = proposed.Board.Name;
        await ApproveAsync(name);
        var published = await Boards.PublishBoard(
            new V1.PublishBoardRequest { RequestId = NewId(), Name = name }, Call.Of("Publish", "admins/ada"));
        return published.Board;
    }

    /// <summary>Approves a board: for the alliance, unless somebody else is named.</summary>
    public async Task<V1.Board> ApproveAsync(string name, string reason = "", string by = "admins/bob") =>
        (await Boards.ApproveBoard(
            new V1.ApproveBoardRequest { RequestId = NewId(), Name = name, Reason = reason },
            Call.Of("Approve", by))).Board;

    /// <summary>Brings the list forward to the end of the ledger's log.</summary>
    public async Task FollowAsync()
    {
        while (await Follower.StepAsync(Xunit.TestContext.Current.CancellationToken) == TimeSpan.Zero)
        {
            // As long as there is more.
        }
    }

    /// <summary>What the module's sweeper does with quotes in one turn.</summary>
    public Task SweepQuotesAsync() => sweeper.TurnAsync(Xunit.TestContext.Current.CancellationToken);

    public static string NewId() => Guid.NewGuid().ToString("D");

    public async ValueTask DisposeAsync()
    {
        scope.Dispose();
        sweeper.Dispose();
        await services.DisposeAsync();
        await database.DisposeAsync();
        Log.Errors.AssertNone();
        Log.Dispose();
    }
}

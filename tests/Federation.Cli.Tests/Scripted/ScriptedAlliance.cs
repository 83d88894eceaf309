using System.Collections.Concurrent;
using System.Net;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Cli.Tests;

/// <summary>A gateway that answers as it is told, over real HTTP: for what the SDK does with each answer.</summary>
internal sealed class ScriptedAlliance : IAsyncDisposable
{
    private readonly LogCollector log = new();
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<Exception?>> script = new();
    private int tokensIssued;

    /// <summary>The calls that arrived: their token, their request, and the time that was left.</summary>
    public ConcurrentQueue<(string Token, AdvanceClockRequest Request, TimeSpan Left)> Calls { get; } = new();

    public int TokensIssued => tokensIssued;

    /// <summary>How long tokens live.</summary>
    public int TokenSeconds { get; set; } = 900;

    /// <summary>Tokens wait for this before they are answered.</summary>
    public TaskCompletionSource? HoldTokens { get; set; }

    public int TokenStatus { get; set; } = 200;

    /// <summary>The books, which answer as they are told.</summary>
    public ScriptedLedger Ledger { get; } = new();

    /// <summary>The exchange, which answers as it is told.</summary>
    public ScriptedExchange Exchange { get; } = new();

    /// <summary>Brands' programmes, which answer as they are told.</summary>
    public ScriptedPrograms Programs { get; } = new();

    /// <summary>Orders, which answer as they are told.</summary>
    public ScriptedCheckout Checkout { get; } = new();

    /// <summary>Rewards: one, and one redemption of it.</summary>
    public ScriptedRewards Rewards { get; } = new();

    /// <summary>Draws: one, which is drawn.</summary>
    public ScriptedDraws Draws { get; } = new();

    /// <summary>What members do besides buying.</summary>
    public ScriptedEvents Events { get; } = new();

    /// <summary>Coupons, which answer as they are told.</summary>
    public ScriptedCoupons Coupons { get; } = new();

    /// <summary>Referrals: one.</summary>
    public ScriptedReferrals Referrals { get; } = new();

    /// <summary>Cases: one.</summary>
    public ScriptedCases Cases { get; } = new();

    /// <summary>Corrections, which answer with one.</summary>
    public ScriptedCorrections Corrections { get; } = new();

    /// <summary>The directory: partners' coins and credentials; it answers as it is told.</summary>
    public ScriptedAnswers Directory { get; } = new();

    /// <summary>Who asked for tokens, in order.</summary>
    public ConcurrentQueue<string> ClientIds { get; } = new();

    /// <summary>The credentials file of <see cref="RunAsync"/>, as the last run left it.</summary>
    public string CredentialsText { get; set; } = "";

    /// <summary>Who may read and write that file.</summary>
    public UnixFileMode CredentialsMode { get; private set; }

    private ScriptedAlliance()
    {
        var builder = WebApplication.CreateSlimBuilder();
        log.Collect(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        builder.Services.AddSingleton(Ledger);
        builder.Services.AddSingleton(Exchange);
        builder.Services.AddSingleton(Programs);
        builder.Services.AddSingleton(Checkout);
        builder.Services.AddSingleton(Events);
        builder.Services.AddSingleton(Coupons);
        builder.Services.AddSingleton(Referrals);
        builder.Services.AddSingleton(Cases);
        builder.Services.AddSingleton(Rewards);
        builder.Services.AddSingleton(Draws);
        builder.Services.AddSingleton(Corrections);
        builder.Services.AddSingleton(Directory);
        app = builder.Build();
        app.MapGrpcService<Clock>();
        app.MapGrpcService<ScriptedLedger>();
        app.MapGrpcService<ScriptedMembers>();
        app.MapGrpcService<ScriptedExchange>();
        app.MapGrpcService<ScriptedMerchants>();
        app.MapGrpcService<ScriptedCoins>();
        app.MapGrpcService<ScriptedCredentials>();
        app.MapGrpcService<ScriptedUsers>();
        app.MapGrpcService<ScriptedTasks>();
        app.MapGrpcService<ScriptedBoards>();
        app.MapGrpcService<ScriptedPrograms>();
        app.MapGrpcService<ScriptedCheckout>();
        app.MapGrpcService<ScriptedEvents>();
        app.MapGrpcService<ScriptedCoupons>();
        app.MapGrpcService<ScriptedReferrals>();
        app.MapGrpcService<ScriptedCases>();
        app.MapGrpcService<ScriptedRewards>();
        app.MapGrpcService<ScriptedDraws>();
        app.MapGrpcService<ScriptedCorrections>();
        app.MapGrpcService<ScriptedMemberPrograms>();
        app.MapGrpcService<ScriptedMessages>();
        app.MapPost("/connect/token", (Delegate)IssueAsync);
    }

    public static async Task<ScriptedAlliance> StartAsync()
    {
        var alliance = new ScriptedAlliance();
        await alliance.app.StartAsync();
        return alliance;
    }

    public ScriptedAlliance ThenRefuse(ErrorReason reason, StatusCode code, TimeSpan? retry = null)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "No." };
        status.Details.Add(Any.Pack(new ErrorInfo
        {
            Domain = "federation",
            Reason = ErrorReasonReflection.Descriptor.EnumTypes[0]
            .FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..],
            Metadata = { ["available"] = "3" },
        }));
        if (retry is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        script.Enqueue(() => status.ToRpcException());
        return this;
    }

    public ScriptedAlliance ThenFail(StatusCode code)
    {
        script.Enqueue(() => new RpcException(new Grpc.Core.Status(code, "away")));
        return this;
    }

    public IEnumerable<Uri> Addresses =>
        [new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First())];

    /// <summary>Runs <c>federation</c> against this alliance, with credentials for admin, aster and birch.</summary>
    public async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("federation-cli-");
        try
        {
            var credentials = Path.Combine(folder.FullName, "credentials.json");
            await File.WriteAllTextAsync(credentials, CredentialsText.Length > 0 ? CredentialsText : $$"""
                {"token_endpoint": "{{TokenEndpoint}}", "alliance": {"admin": {{Entry("admin")}}},
                 "partners": {"aster": {{Entry("aster")}}, "birch": {{Entry("birch")}} } }
                """);
            using var output = new StringWriter();
            using var error = new StringWriter();
            var code = await FederationCommand.RunAsync(
                [.. arguments, "--address", Addresses.Single().ToString(), "--credentials", credentials],
                new System.CommandLine.InvocationConfiguration { Output = output, Error = error });
            CredentialsText = await File.ReadAllTextAsync(credentials);
            CredentialsMode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(credentials);
            Assert.Single(folder.GetFiles());
            return new CommandRun(code, output.ToString(), error.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A credential whose client id is its name.</summary>
    public static string Entry(string name, string more = "") =>
        $$"""{"client_id": "{{name}}", "client_secret": "s"{{more}}}""";

    public string TokenEndpoint =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(1)
        + "/connect/token";

    public FederationClient Client(Action<FederationOptions>? configure = null, TimeProvider? time = null)
    {
        var addresses = app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        var options = new FederationOptions
        {
            TokenEndpoint = new Uri(TokenEndpoint),
            ClientId = "c",
            ClientSecret = "s",
            Retry = { FirstDelay = TimeSpan.FromMilliseconds(1) },
        };
        options.Addresses.Add(new Uri(addresses[0]));
        configure?.Invoke(options);
        return FederationClient.Create(options, time);
    }

    /// <summary>A client for callers that bring their own tokens.</summary>
    public FederationClient ClientOfCallers(Func<CancellationToken, ValueTask<string>> tokens)
    {
        var options = new FederationOptions { Retry = { FirstDelay = TimeSpan.FromMilliseconds(1) } };
        options.Addresses.Add(new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
        return FederationClient.Create(options, tokens);
    }

    private async Task<IResult> IssueAsync(HttpContext context)
    {
        if (HoldTokens is { } hold)
            await hold.Task;
        var form = await context.Request.ReadFormAsync();
        ClientIds.Enqueue(form["client_id"].ToString());
        if (form["client_secret"] != "s")
            return Results.Json(new { error = "invalid_client", error_description = "wrong secret" }, statusCode: 401);
        if (TokenStatus != 200)
            return Results.StatusCode(TokenStatus);
        var number = Interlocked.Increment(ref tokensIssued);
        return Results.Json(new { access_token = $"token-{number}", expires_in = TokenSeconds, token_type = "Bearer" });
    }

    /// <exception cref="InvalidOperationException">An answer failed otherwise than it was told to.</exception>
    public async ValueTask DisposeAsync()
    {
        // What is being answered ends first: without its services it would fail.
        HoldTokens?.TrySetResult();
        await app.StopAsync();
        await app.DisposeAsync();
        log.Errors.AssertNone();
        log.Dispose();
    }

    private sealed class Clock(ScriptedAlliance alliance) : ClockService.ClockServiceBase
    {
        public override Task<GetClockResponse> GetClock(GetClockRequest request, ServerCallContext context) =>
            Task.FromResult(new GetClockResponse
            {
                Clock = new Federation.Ledger.V1.Clock { Now = new Timestamp(), Sandbox = true },
                SettlementCurrency = new() { Code = "GBP", Scale = 4 },
            });

        public override Task<AdvanceClockResponse> AdvanceClock(AdvanceClockRequest request, ServerCallContext context)
        {
            var token = context.RequestHeaders.GetValue("authorization") ?? "";
            alliance.Calls.Enqueue((token, request, context.Deadline - DateTime.UtcNow));
            if (alliance.script.TryDequeue(out var next) && next() is { } failure)
                throw failure;
            return Task.FromResult(new AdvanceClockResponse());
        }
    }
}

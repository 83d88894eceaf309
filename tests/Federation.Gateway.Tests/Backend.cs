using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway.Tests;

/// <summary>A small server that stands in for every module, and remembers what reached it.</summary>
public sealed class Backend : IAsyncDisposable
{
    private WebApplication? app;

    public WebApplication App => app!;

    public string Address { get; private set; } = "";

    public IHeaderDictionary? LastHeaders { get; private set; }

    private readonly SemaphoreSlim waiting = new(0);

    /// <summary>How many calls that are never answered have arrived.</summary>
    public int Arrived => waiting.CurrentCount;

    /// <summary>Waits until a call that is never answered has arrived.</summary>
    public Task ArrivedAsync(CancellationToken cancel) => waiting.WaitAsync(cancel);

    public async Task StartAsync(LogCollector log)
    {
        var builder = Kestrels.Builder(log);
        builder.Services.AddSingleton(this);
        builder.WebHost.ConfigureKestrel(k =>
            k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc().AddJsonTranscoding(o =>
            o.TypeRegistry = TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor));
        builder.Services.AddHealthChecks();
        app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Path != "/healthz")
                LastHeaders = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return next(context);
        });
        app.MapGrpcService<Clock>();
        app.MapGrpcService<StandInLedger>();
        app.MapPost("/connect/token", (HttpContext context) =>
            context.Request.Headers["X-Forwarded-Proto"] + "://" + context.Request.Host);
        app.MapHealthChecks("/healthz");
        await app.StartAsync(TestContext.Current.CancellationToken);
        Address = app.Address();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    private sealed class Clock : ClockService.ClockServiceBase
    {
        public override Task<GetClockResponse> GetClock(GetClockRequest request, ServerCallContext context) =>
            Task.FromResult(new GetClockResponse { Clock = new Ledger.V1.Clock { Sandbox = true } });
    }

    /// <summary>Earn answers, Redeem refuses, Clawback never answers, streams answer each message; the rest is not
    /// implemented.</summary>
    private sealed class StandInLedger(Backend backend) : LedgerService.LedgerServiceBase
    {
        public override Task<EarnResponse> Earn(EarnRequest request, ServerCallContext context) =>
            Task.FromResult(new EarnResponse());

        public override Task<RedeemResponse> Redeem(RedeemRequest request, ServerCallContext context) =>
            throw new Refusal(ErrorReason.InsufficientCoins, "Too few.").With("available", 7).ToException();

        public override async Task<ClawbackResponse> Clawback(ClawbackRequest request, ServerCallContext context)
        {
            backend.waiting.Release();
            await Task.Delay(Timeout.Infinite, context.CancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // As the modules' guard answers a call that was cancelled.
            throw new RpcException(new Status(StatusCode.Cancelled, "The call ended."));
        }

        public override async Task StreamCommands(
            IAsyncStreamReader<StreamCommandsRequest> requestStream,
            IServerStreamWriter<StreamCommandsResponse> responseStream,
            ServerCallContext context)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
                await responseStream.WriteAsync(
                    new StreamCommandsResponse { RequestId = requestStream.Current.Item.Earn.RequestId });
        }

        public override async Task StreamCheckBooks(
            StreamCheckBooksRequest request, IServerStreamWriter<StreamCheckBooksResponse> responseStream,
            ServerCallContext context)
        {
            await responseStream.WriteAsync(
                new StreamCheckBooksResponse { Step = new CheckBooksStep { Number = 1, Count = 1 } });
            await responseStream.WriteAsync(
                new StreamCheckBooksResponse { Result = new CheckBooksResponse { Balanced = true } });
        }
    }
}

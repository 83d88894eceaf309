using System.Collections.Concurrent;
using System.Net;
using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Web.Tests;

/// <summary>The public API with answers that a test gives: what pages are made from.</summary>
internal sealed partial class FakeAlliance : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeAlliance(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public DateTimeOffset Now { get; set; } = new(2011, 12, 9, 12, 0, 0, TimeSpan.Zero);

    public List<Wallet> Wallets { get; } =
    [
        new()
        {
            Name = "members/me/wallets/aster", Coin = "coins/aster", BalanceUnits = 420, AvailableUnits = 406,
            HeldUnits = 14, State = WalletState.Active, NextExpireUnits = 15,
            NextExpireTime = Timestamp.FromDateTimeOffset(new(2011, 12, 12, 0, 0, 0, TimeSpan.Zero)),
            Lots =
            {
                new Lot
                {
                    Units = 15, Terms = new LotTerms
                    {
                        Provenance = Provenance.Earned,
                        ExpireTime = Timestamp.FromDateTimeOffset(new(2011, 12, 12, 0, 0, 0, TimeSpan.Zero)),
                    },
                },
                new Lot { Units = 405, HeldUnits = 14, Terms = new LotTerms { Provenance = Provenance.Promotional } },
            },
        },
        new()
        {
            Name = "members/me/wallets/birch", Coin = "coins/birch", BalanceUnits = 0, State = WalletState.Frozen,
            ReceivableUnits = 5,
        },
    ];

    /// <summary>With which token each call came, and its method.</summary>
    public ConcurrentQueue<(string Method, string Token)> Calls { get; } = new();

    /// <summary>Commands as they came.</summary>
    public ConcurrentQueue<Google.Protobuf.IMessage> Commands { get; } = new();

    /// <summary>Refuses every call of a method; null: none.</summary>
    public Func<string, RpcException?> Refusal { get; set; } = _ => null;

    public static async Task<FakeAlliance> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
            k.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(o => o.Interceptors.Add<Listener>());
        FakeAlliance? alliance = null;
        builder.Services.AddSingleton(_ => alliance!);
        builder.Services.AddSingleton<Listener>();
        var app = builder.Build();
        alliance = new FakeAlliance(app);
        app.MapGrpcService<Partners>();
        app.MapGrpcService<CoinList>();
        app.MapGrpcService<Clock>();
        app.MapGrpcService<Books>();
        app.MapGrpcService<Members>();
        app.MapGrpcService<Exchanges>();
        await app.StartAsync();
        return alliance;
    }

    /// <summary>A refusal as the modules send them, with sentences for members.</summary>
    public static RpcException Refuse(ErrorReason reason, StatusCode code, string english = "No.", string chinese = "不行。")
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "for developers" };
        var name = ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name;
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = "federation", Reason = name["ERROR_REASON_".Length..] }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "en", Message = english }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "zh-CN", Message = chinese }));
        return status.ToRpcException();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private sealed class Listener(FakeAlliance alliance) : Grpc.Core.Interceptors.Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            var method = context.Method[(context.Method.LastIndexOf('/') + 1)..];
            alliance.Calls.Enqueue((method, context.RequestHeaders.GetValue("authorization") ?? ""));
            if (request is Google.Protobuf.IMessage message
                && message.Descriptor.FindFieldByName("request_id") is not null)
                alliance.Commands.Enqueue(message);
            return alliance.Refusal(method) is { } refusal ? throw refusal : continuation(request, context);
        }
    }

    private sealed class Partners : PartnerService.PartnerServiceBase
    {
        public override Task<ListPartnersResponse> ListPartners(ListPartnersRequest request, ServerCallContext context) =>
            Task.FromResult(new ListPartnersResponse
            {
                Partners =
                {
                    new Partner { Name = "partners/aster", DisplayName = "Aster", DisplayNameZh = "紫菀" },
                    new Partner { Name = "partners/birch", DisplayName = Hostile },
                },
            });
    }

    /// <summary>A name that a hostile partner would choose.</summary>
    public const string Hostile = "<script>alert(1)</script>";

    private sealed class CoinList : CoinService.CoinServiceBase
    {
        public override Task<ListCoinsResponse> ListCoins(ListCoinsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListCoinsResponse
            {
                Coins =
                {
                    new Coin
                    {
                        Name = "coins/aster", Partner = "partners/aster", DisplayCode = "ASTER",
                        Expiry = new ExpiryRule { TimeZone = "Europe/London" },
                    },
                    new Coin { Name = "coins/birch", Partner = "partners/birch", DisplayCode = "BIRCH", Scale = 2 },
                },
            });
    }

    private sealed class Clock(FakeAlliance alliance) : ClockService.ClockServiceBase
    {
        public override Task<GetClockResponse> GetClock(GetClockRequest request, ServerCallContext context) =>
            Task.FromResult(new GetClockResponse
            {
                Clock = new() { Now = Timestamp.FromDateTimeOffset(alliance.Now) },
                SettlementCurrency = new() { Code = "GBP", Scale = 4 },
            });
    }

    private sealed class Books(FakeAlliance alliance) : LedgerService.LedgerServiceBase
    {
        public override Task<ListWalletsResponse> ListWallets(ListWalletsRequest request, ServerCallContext context)
        {
            Assert.Equal("members/me", request.Parent);
            return Task.FromResult(new ListWalletsResponse { Wallets = { alliance.Wallets } });
        }

        public override Task<GetWalletResponse> GetWallet(GetWalletRequest request, ServerCallContext context) =>
            Task.FromResult(new GetWalletResponse
            {
                Wallet = alliance.Wallets.Find(w => w.Name == request.Name)
                    ?? throw Refuse(ErrorReason.WalletNotFound, StatusCode.NotFound, "There is no such wallet."),
            });
    }

    private sealed class Members : MemberService.MemberServiceBase;

    private sealed class Exchanges : ExchangeService.ExchangeServiceBase;
}

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
            Holds =
            {
                new Hold
                {
                    Wallet = "members/me/wallets/aster", RemainingUnits = 14, ExternalReference = "<b>order-7</b>",
                    ExpireTime = Timestamp.FromDateTimeOffset(new(2011, 12, 10, 9, 0, 0, TimeSpan.Zero)),
                },
            },
        },
        new()
        {
            Name = "members/me/wallets/birch", Coin = "coins/birch", BalanceUnits = 0, State = WalletState.Frozen,
            ReceivableUnits = 5,
        },
        new()
        {
            Name = "members/me/wallets/dune", Coin = "coins/dune", BalanceUnits = 12, AvailableUnits = 12,
            State = WalletState.Active, NextExpireUnits = 12,
            NextExpireTime = Timestamp.FromDateTimeOffset(new(2012, 6, 8, 0, 0, 0, TimeSpan.Zero)),
        },
    ];

    public List<Membership> Memberships { get; } =
    [
        new()
        {
            Partner = "partners/aster", State = MemberState.Linked, AlliedSpending = new(),
            LinkTime = Timestamp.FromDateTimeOffset(new(2011, 1, 4, 0, 0, 0, TimeSpan.Zero)),
        },
        new()
        {
            Partner = "partners/birch", State = MemberState.Linked,
            AlliedSpending = new() { Enabled = true, DailyCapUnits = 50_00 },
            LinkTime = Timestamp.FromDateTimeOffset(new(2011, 2, 4, 0, 0, 0, TimeSpan.Zero)),
        },
        new()
        {
            Partner = "partners/dune", State = MemberState.Linked,
            AlliedSpending = new() { Enabled = true, DailyCapUnits = 200 },
            LinkTime = Timestamp.FromDateTimeOffset(new(2011, 3, 4, 0, 0, 0, TimeSpan.Zero)),
        },
    ];

    /// <summary>Of every journal and exchange.</summary>
    public const string Id = "01913b7e-0000-7000-8000-000000000001";

    /// <summary>Whether the conversion was undone.</summary>
    public bool IsUndone { get; set; }

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
        app.MapGrpcService<Shops>();
        app.MapGrpcService<BoardBook>();
        app.MapGrpcService<ProgramList>();
        app.MapGrpcService<Checkout>();
        app.MapGrpcService<Coupons>();
        app.MapGrpcService<Statuses>();
        app.MapGrpcService<EventList>();
        app.MapGrpcService<ReferralList>();
        app.MapGrpcService<RewardList>();
        app.MapGrpcService<DrawList>();
        app.MapGrpcService<CaseList>();
        app.MapGrpcService<MessageBook>();
        app.MapGrpcService<Staff>();
        app.MapGrpcService<TaskList>();
        app.MapGrpcService<Recorded>();
        app.MapGrpcService<Adjustments>();
        app.MapGrpcService<Credentials>();
        await app.StartAsync();
        return alliance;
    }

    /// <summary>A refusal as the modules send them, with sentences for members.</summary>
    public static RpcException Refuse(
        ErrorReason reason, StatusCode code, string english = "No.", string chinese = "不行。")
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

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> answers, ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            var method = context.Method[(context.Method.LastIndexOf('/') + 1)..];
            alliance.Calls.Enqueue((method, context.RequestHeaders.GetValue("authorization") ?? ""));
            return alliance.Refusal(method) is { } refusal ? throw refusal : continuation(request, answers, context);
        }
    }

    private sealed class Partners(FakeAlliance alliance) : PartnerService.PartnerServiceBase
    {
        public override Task<GetPartnerResponse> GetPartner(GetPartnerRequest request, ServerCallContext context) =>
            request.Name == "partners/birch" ? Task.FromResult(new GetPartnerResponse { Partner = alliance.BirchOf() })
                : throw Refuse(ErrorReason.PartnerNotFound, StatusCode.NotFound, "There is no such brand.");

        public override Task<SuspendPartnerResponse> SuspendPartner(
            SuspendPartnerRequest request, ServerCallContext context)
        {
            alliance.IsSuspended = true;
            return Task.FromResult(new SuspendPartnerResponse { Partner = alliance.BirchOf() });
        }

        public override Task<ListPartnersResponse> ListPartners(
            ListPartnersRequest request, ServerCallContext context) =>
            Task.FromResult(new ListPartnersResponse
            {
                Partners =
                {
                    new Partner { Name = "partners/aster", DisplayName = "Aster", DisplayNameZh = "紫菀" },
                    new Partner { Name = "partners/birch", DisplayName = Hostile },
                    new Partner { Name = "partners/dune", DisplayName = Long, DisplayNameZh = "沙丘户外旅行用品连锁" },
                },
            });
    }

    /// <summary>A name that a hostile partner would choose.</summary>
    public const string Hostile = "<script>alert(1)</script>";

    /// <summary>A name that is longer than its place.</summary>
    public const string Long = "Dune Outdoor and Travel Outfitters of the Northern Shores";

    private sealed partial class CoinList : CoinService.CoinServiceBase
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
                    new Coin { Name = "coins/dune", Partner = "partners/dune", DisplayCode = "DUNE" },
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

    private sealed partial class Books(FakeAlliance alliance) : LedgerService.LedgerServiceBase
    {
        public override Task<ListPositionsResponse> ListPositions(
            ListPositionsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListPositionsResponse
            {
                Positions =
                {
                    new Position { Account = "partners/aster/position", Currency = "GBP", Units = 12_345_600 },
                    new Position { Account = "partners/birch/position", Currency = "GBP", Units = -12_345_600 },
                    new Position { Account = "alliance/fees", Currency = "GBP" },
                },
            });

        public override Task<GetSweepStatusResponse> GetSweepStatus(
            GetSweepStatusRequest request, ServerCallContext context) =>
            Task.FromResult(new GetSweepStatusResponse
            {
                Status = new() { Complete = true, AsOfTime = Timestamp.FromDateTimeOffset(alliance.Now) },
            });

        public override async Task StreamCheckBooks(
            StreamCheckBooksRequest request, IServerStreamWriter<StreamCheckBooksResponse> answers,
            ServerCallContext context)
        {
            await answers.WriteAsync(new() { Step = new() { Name = "wallets", Number = 1, Count = 2 } });
            await answers.WriteAsync(new() { Step = new() { Name = "totals", Number = 2, Count = 2 } });
            await answers.WriteAsync(new() { Result = alliance.BooksFound });
        }

        public override Task<ListWalletsResponse> ListWallets(ListWalletsRequest request, ServerCallContext context)
        {
            // A brand sees the coins that it issues.
            return Task.FromResult(new ListWalletsResponse
            {
                Wallets =
                {
                    request.Parent == "members/me" ? alliance.Wallets
                        : alliance.Wallets.Where(w => w.Coin == "coins/aster")
                            .Select(w => alliance.SeenByBrand(w, request.Parent)),
                },
            });
        }

        public override Task<GetWalletResponse> GetWallet(GetWalletRequest request, ServerCallContext context) =>
            Task.FromResult(new GetWalletResponse
            {
                Wallet = alliance.Wallets.Find(w => w.Name == request.Name)
                    ?? throw Refuse(ErrorReason.WalletNotFound, StatusCode.NotFound, "There is no such wallet."),
            });

        public override Task<ListEntriesResponse> ListEntries(ListEntriesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListEntriesResponse
            {
                OpeningBalanceUnits = 100,
                ClosingBalanceUnits = 420,
                Lines =
                {
                    new StatementLine
                    {
                        Journal = "journals/" + Id, Kind = JournalKind.Earn, CreateTime = request.StartTime,
                        Entry = new Entry { Units = 320, Asset = "coins/aster" }, ExternalReference = "<b>till 4</b>",
                    },
                    new StatementLine
                    {
                        Journal = "journals/" + Id, Kind = JournalKind.Exchange, CreateTime = request.StartTime,
                        Entry = new Entry { Units = -57, Asset = "coins/aster" },
                    },
                },
            });

        public override Task<ListActivityResponse> ListActivity(
            ListActivityRequest request, ServerCallContext context)
        {
            Assert.Equal("members/me", request.Member);
            return Task.FromResult(alliance.ActivityOf(request));
        }

        public override Task<GetJournalResponse> GetJournal(GetJournalRequest request, ServerCallContext context) =>
            Task.FromResult(new GetJournalResponse
            {
                Journal = alliance.JournalShown is { } kind ? JournalOf("coins/aster", kind, -57) : new Journal
                {
                    Name = request.Name,
                    Kind = JournalKind.Earn,
                    CreateTime = Timestamp.FromDateTimeOffset(alliance.Now),
                    Entries =
                    {
                        new Entry
                        {
                            Account = "members/me/wallets/aster", Kind = AccountKind.Wallet, Asset = "coins/aster",
                            Units = 320,
                        },
                        new Entry { Kind = AccountKind.Issued, Asset = "coins/aster", Units = -320 },
                    },
                },
            });
    }

    private sealed class Exchanges(FakeAlliance alliance) : ExchangeService.ExchangeServiceBase
    {
        public override Task<ConvertResponse> Convert(ConvertRequest request, ServerCallContext context) =>
            Task.FromResult(new ConvertResponse { Exchange = Conversion() });

        public override Task<PreviewConvertResponse> PreviewConvert(
            PreviewConvertRequest request, ServerCallContext context)
        {
            var made = Conversion();
            return Task.FromResult(new PreviewConvertResponse
            {
                Detail = new() { Board = "boards/3", Paid = request.Pay, Received = made.Received },
                Receipt = made.Receipt,
                UndoUntilTime = made.UndoUntilTime,
            });
        }

        public override Task<ListWorthResponse> ListWorth(ListWorthRequest request, ServerCallContext context) =>
            Task.FromResult(alliance.WorthAt(request.Merchant));

        public override Task<PreviewPayResponse> PreviewPay(PreviewPayRequest request, ServerCallContext context) =>
            Task.FromResult(alliance.PreviewOf(request));

        public override Task<UndoConvertResponse> UndoConvert(UndoConvertRequest request, ServerCallContext context)
        {
            alliance.IsUndone = true;
            return Task.FromResult(new UndoConvertResponse());
        }

        public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) =>
            request.Exchange == "exchanges/" + Id
                ? Task.FromResult(new GetReceiptResponse { Exchange = Conversion() })
                : throw Refuse(ErrorReason.ExchangeNotFound, StatusCode.NotFound, "There is no such payment.");

        private Exchange.V1.Exchange Conversion()
        {
            var leg = new ExchangeLeg
            {
                Paid = new() { Coin = "coins/aster", Units = 200 },
                Gives = new() { Coin = "coins/birch", Units = 35600 },
                Partner = "partners/aster",
                Reference = new() { Currency = "GBP", Units = 20000 },
                OffValueUnits = 90,
                OnValueUnits = 50,
                FeeBasisPoints = 100,
            };
            return new()
            {
                Name = "exchanges/" + Id,
                Received = leg.Gives,
                CreateTime = Timestamp.FromDateTimeOffset(alliance.Now),
                RefundedUnits = alliance.IsUndone ? leg.Gives.Units : 0,
                UndoUntilTime = Timestamp.FromDateTimeOffset(alliance.Now.AddHours(1)),
                Receipt = new Receipt
                {
                    Legs = { leg },
                    Reference = leg.Reference,
                    Shares =
                    {
                        new Share
                        {
                            Party = "partners/birch", Kind = ShareKind.Value,
                            Amount = new() { Currency = "GBP", Units = 17800 },
                        },
                        new Share
                        {
                            Party = "partners/aster", Kind = ShareKind.Spread,
                            Amount = new() { Currency = "GBP", Units = 2000 },
                        },
                        new Share
                        {
                            Party = "alliance", Kind = ShareKind.Fee,
                            Amount = new() { Currency = "GBP", Units = 200 },
                        },
                    },
                },
            };
        }
    }
}

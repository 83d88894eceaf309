using Federation.Accounts.V1;
using Federation.Exchange.V1;
using Federation.Gateway.V1;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Client;

/// <summary>
/// An alliance as one credential sees it: a typed client for each public service, over shared connections. Safe for any
/// number of callers at once. A refusal is a <see cref="RefusedException"/>.
/// </summary>
public sealed class FederationClient : IDisposable
{
    private readonly Gateways gateways;
    private readonly FederationOptions options;
    private readonly TimeProvider time;
    private readonly IAccessTokens tokens;
    private readonly bool ownsGateways;

    private FederationClient(
        Gateways gateways, IAccessTokens tokens, FederationOptions options, TimeProvider time, bool ownsGateways)
    {
        (this.gateways, this.options, this.time, this.ownsGateways) = (gateways, options, time, ownsGateways);
        this.tokens = tokens;
        Invoker = new FederationCallInvoker(gateways, tokens, options, time);
        Partners = new(Invoker);
        Coins = new(Invoker);
        Merchants = new(Invoker);
        Credentials = new(Invoker);
        Members = new(Invoker);
        Ledger = new(Invoker);
        Adjustments = new(Invoker);
        Clock = new(Invoker);
        Boards = new(Invoker);
        Exchanges = new(Invoker);
        Programs = new(Invoker);
        Checkout = new(Invoker);
        Events = new(Invoker);
        Coupons = new(Invoker);
        Referrals = new(Invoker);
        Cases = new(Invoker);
        Corrections = new(Invoker);
        MemberPrograms = new(Invoker);
        Rewards = new(Invoker);
        Draws = new(Invoker);
        Messages = new(Invoker);
        SignIns = new(Invoker);
        Users = new(Invoker);
        Requests = new(Invoker);
        Tasks = new(Invoker);
    }

    /// <summary>A client. Dispose of it once, at the end.</summary>
    /// <param name="options">How to reach the alliance, and as which credential.</param>
    /// <param name="time">The one clock for deadlines, retries and token lifetimes; the system's unless given. gRPC
    /// compares deadlines with the machine's clock, so another clock must show the machine's time when a call
    /// begins.</param>
    /// <exception cref="ArgumentException">The options are not right; the message says everything that is
    /// wrong.</exception>
    public static FederationClient Create(FederationOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        time ??= TimeProvider.System;
        var gateways = new Gateways(options);
        var tokens = new AccessTokenSource(gateways.Http, options, time);
        return new FederationClient(gateways, tokens, options, time, ownsGateways: true);
    }

    /// <summary>A client for callers that have tokens of their own, for instance a web application that calls for the
    /// people who are signed in to it: see <see cref="WithTokens"/>. Its options need no credential.</summary>
    /// <param name="options">How to reach the alliance.</param>
    /// <param name="tokens">Asked for an access token before each attempt of a call. What it throws, the call
    /// throws.</param>
    /// <param name="time">As in the other <c>Create</c>.</param>
    /// <exception cref="ArgumentException">The options are not right; the message says everything that is
    /// wrong.</exception>
    public static FederationClient Create(
        FederationOptions options, Func<CancellationToken, ValueTask<string>> tokens, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tokens);
        if (options.ProblemsOfCalls() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        return new FederationClient(
            new Gateways(options), new GivenTokens(tokens), options, time ?? TimeProvider.System, ownsGateways: true);
    }

    /// <summary>The same alliance over the same connections with other tokens. It costs little: make one for each
    /// person and page. It ends with the client it came from.</summary>
    /// <param name="tokens">Asked for an access token before each attempt of a call.</param>
    public FederationClient WithTokens(Func<CancellationToken, ValueTask<string>> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new FederationClient(gateways, new GivenTokens(tokens), options, time, ownsGateways: false);
    }

    /// <summary>The same alliance over the same connections as another credential. It ends with the client it came
    /// from.</summary>
    public FederationClient WithCredential(string clientId, string clientSecret)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ArgumentException.ThrowIfNullOrEmpty(clientSecret);
        var other = new FederationOptions
        {
            TokenEndpoint = options.TokenEndpoint,
            ClientId = clientId,
            ClientSecret = clientSecret,
            Timeout = options.Timeout,
            AllowCleartext = options.AllowCleartext,
            ConfigureHandler = options.ConfigureHandler,
            Retry =
            {
                MaxAttempts = options.Retry.MaxAttempts,
                FirstDelay = options.Retry.FirstDelay,
                MaxDelay = options.Retry.MaxDelay,
            },
        };
        foreach (var address in options.Addresses)
            other.Addresses.Add(address);
        foreach (var scope in options.Scopes)
            other.Scopes.Add(scope);
        return new FederationClient(
            gateways, new AccessTokenSource(gateways.Http, other, time), other, time, ownsGateways: false);
    }

    /// <summary>What the typed clients call through: for services that this library does not name.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>The brands.</summary>
    public PartnerService.PartnerServiceClient Partners { get; }

    /// <summary>The brands' coins.</summary>
    public CoinService.CoinServiceClient Coins { get; }

    /// <summary>Coins that one person of a brand proposes to give or to take, and another approves.</summary>
    public AdjustmentService.AdjustmentServiceClient Adjustments { get; }

    /// <summary>The brands' merchants.</summary>
    public MerchantService.MerchantServiceClient Merchants { get; }

    /// <summary>Credentials.</summary>
    public CredentialService.CredentialServiceClient Credentials { get; }

    /// <summary>Members and their links with the brands.</summary>
    public MemberService.MemberServiceClient Members { get; }

    /// <summary>Links with which members sign in.</summary>
    public SignInService.SignInServiceClient SignIns { get; }

    /// <summary>The people of brands and of the alliance.</summary>
    public UserService.UserServiceClient Users { get; }

    /// <summary>The calls of the last seven days.</summary>
    public RequestService.RequestServiceClient Requests { get; }

    /// <summary>What waits for a decision.</summary>
    public TaskService.TaskServiceClient Tasks { get; }

    /// <summary>The books.</summary>
    public LedgerService.LedgerServiceClient Ledger { get; }

    /// <summary>Alliance time.</summary>
    public ClockService.ClockServiceClient Clock { get; }

    /// <summary>The rate boards.</summary>
    public BoardService.BoardServiceClient Boards { get; }

    /// <summary>Payments across brands.</summary>
    public ExchangeService.ExchangeServiceClient Exchanges { get; }

    /// <summary>Brands' programmes and their rule sets.</summary>
    public ProgramService.ProgramServiceClient Programs { get; }

    /// <summary>Orders: what they come to, and placing them.</summary>
    public CheckoutService.CheckoutServiceClient Checkout { get; }

    /// <summary>What members do besides buying.</summary>
    public EventService.EventServiceClient Events { get; }

    /// <summary>Members who bring others: codes, and what became of them.</summary>
    public ReferralService.ReferralServiceClient Referrals { get; }

    /// <summary>What looks like abuse, and what is decided about it.</summary>
    public CaseService.CaseServiceClient Cases { get; }

    /// <summary>Coupons: given, claimed, generated, looked up.</summary>
    public CouponService.CouponServiceClient Coupons { get; }

    /// <summary>Corrections of coins that a wrong rule gave.</summary>
    public CorrectionService.CorrectionServiceClient Corrections { get; }

    /// <summary>What brands' programmes know of members.</summary>
    public MemberProgramService.MemberProgramServiceClient MemberPrograms { get; }

    /// <summary>What members get for brands' coins: catalogues, and what was redeemed.</summary>
    public RewardService.RewardServiceClient Rewards { get; }

    /// <summary>Draws of brands, and their winners.</summary>
    public DrawService.DrawServiceClient Draws { get; }

    /// <summary>What brands tell their members.</summary>
    public MessageService.MessageServiceClient Messages { get; }

    /// <summary>The credential's access token, for calls that do not go through this client. It lives for minutes: ask
    /// each time.</summary>
    /// <exception cref="TokenRefusedException">The credential is wrong or revoked.</exception>
    /// <exception cref="RpcException">UNAVAILABLE: the token endpoint does not answer.</exception>
    public async Task<string> GetAccessTokenAsync(CancellationToken cancel = default) =>
        (await tokens.GetAsync(cancel)).Value;

    public void Dispose()
    {
        if (ownsGateways)
            gateways.Dispose();
    }
}

using System.Net.Http.Headers;
using Federation.Ledger.V1;
using Grpc.Core;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Federation.Gateway.Tests;

/// <summary>What a module says reaches the caller; what it cannot say, the gateway says.</summary>
public sealed class ModuleAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusal_OfTheModule_PassesAsItIs(bool inProcess)
    {
        await using var gateway = await RunningGateway.StartedAsync(inProcess: inProcess);
        var refused =
            await Refused.ByAsync(Ledger(gateway).RedeemAsync(new RedeemRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.FailedPrecondition, "INSUFFICIENT_COINS"), (refused.Code, refused.Reason));
        var (http, reason, status) = await JsonAsync(gateway, HttpMethod.Post, "/v1/ledger:redeem");
        Assert.Equal((400, "INSUFFICIENT_COINS", "Too few."), (http, reason, status.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rpc_TheModuleLacks_IsServiceUnknown(bool inProcess)
    {
        await using var gateway = await RunningGateway.StartedAsync(inProcess: inProcess);
        var refused =
            await Refused.ByAsync(Ledger(gateway).AdjustAsync(new AdjustRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.Unimplemented, "SERVICE_UNKNOWN"), (refused.Code, refused.Reason));
    }

    [Theory]
    [InlineData("GET", "/v1/ledger:earn", 404)]
    [InlineData("POST", "/v1/ledger:forge", 404)]
    [InlineData("GET", "/v1/journals/1/2/3", 404)]
    public async Task JsonPath_TheModuleLacks_IsServiceUnknown(string method, string path, int status)
    {
        await using var gateway = await RunningGateway.StartedAsync();
        var refused = await JsonAsync(gateway, new HttpMethod(method), path);
        Assert.Equal((status, "SERVICE_UNKNOWN"), (refused.Http, refused.Reason));
    }

    [Fact]
    public async Task Module_Away_IsUnreachable()
    {
        await using var gateway =
            await RunningGateway.StartedAsync(change: (d, _) => d.Peers["ledger"] = Kestrels.NobodysAddress());
        var refused = await Refused.ByAsync(Ledger(gateway).EarnAsync(new EarnRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.Unavailable, "MODULE_UNREACHABLE"), (refused.Code, refused.Reason));
        Assert.NotNull(refused.Status.GetDetail<Google.Rpc.RetryInfo>());
        var json = await JsonAsync(gateway, HttpMethod.Post, "/v1/ledger:earn");
        Assert.Equal((503, "MODULE_UNREACHABLE"), (json.Http, json.Reason));
    }

    [Fact]
    public async Task Module_WithNoAddress_IsUnreachable()
    {
        await using var gateway = await RunningGateway.StartedAsync(change: (d, _) => d.Peers.Remove("ledger"));
        var refused = await Refused.ByAsync(Ledger(gateway).EarnAsync(new EarnRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.Unavailable, "MODULE_UNREACHABLE"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Module_AtTwoAddresses_OneAway_IsFoundAtTheOther()
    {
        await using var gateway = await RunningGateway.StartedAsync(
            new() { ["ReverseProxy:Clusters:ledger:HealthCheck:Active:Interval"] = "00:00:00.1" },
            (d, g) => d.Peers["ledger"] = $"{Kestrels.NobodysAddress()}, {g.Backend.Address}");
        // Calls to the dead address fail until the probes have found it dead; from then on none does.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        for (var good = 0; good < 50;)
            try
            {
                await Ledger(gateway).EarnAsync(new EarnRequest(), cancellationToken: limit.Token);
                good++;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                good = 0;
            }
    }

    /// <summary>A fault of the gateway's own is INTERNAL, and logged once.</summary>
    [Fact]
    public async Task Gateway_ThatFails_IsInternalAndLogged()
    {
        await using var gateway = await RunningGateway.StartedAsync(transforms: new BrokenTransforms());
        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await Ledger(gateway).EarnAsync(new EarnRequest(), cancellationToken: Cancel));
        Assert.Equal(StatusCode.Internal, refused.StatusCode);
        Assert.Contains("a bug", Assert.Single(gateway.Errors.Expect("GatewayFailed")), StringComparison.Ordinal);
    }

    private sealed class BrokenTransforms : ITransformProvider
    {
        public void Apply(TransformBuilderContext context) =>
            context.AddRequestTransform(_ => throw new InvalidOperationException("a bug"));

        public void ValidateCluster(TransformClusterValidationContext context)
        {
        }

        public void ValidateRoute(TransformRouteValidationContext context)
        {
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Module_Silent_IsDeadlineExceeded(bool inProcess)
    {
        await using var gateway = await RunningGateway.StartedAsync(
            new() { ["ReverseProxy:Clusters:ledger:HttpRequest:ActivityTimeout"] = "00:00:00.3" },
            inProcess: inProcess);
        var refused =
            await Refused.ByAsync(Ledger(gateway).ClawbackAsync(new ClawbackRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.DeadlineExceeded, "OUTCOME_UNKNOWN"), (refused.Code, refused.Reason));
        var json = await JsonAsync(gateway, HttpMethod.Post, "/v1/ledger:clawback");
        Assert.Equal((504, "OUTCOME_UNKNOWN"), (json.Http, json.Reason));
    }

    private static LedgerService.LedgerServiceClient Ledger(RunningGateway gateway) =>
        new(gateway.As(gateway.Authority.Token()));

    private static async Task<(int Http, string Reason, Google.Rpc.Status Status)> JsonAsync(
        RunningGateway gateway, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
            request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Authority.Token());
        using var response = await gateway.Json.SendAsync(request, Cancel);
        return await Refused.ByAsync(response);
    }
}

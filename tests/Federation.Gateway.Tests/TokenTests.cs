using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Gateway.Tests;

public sealed class TokenTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    public static TheoryData<string, string> Tokens => new()
    {
        { "none", "TOKEN_MISSING" },
        { "garbage", "TOKEN_INVALID" },
        { "tampered", "TOKEN_INVALID" },
        { "foreign", "TOKEN_INVALID" },
        { "expired", "TOKEN_EXPIRED" },
        { "other audience", "AUDIENCE_NOT_ACCEPTED" },
        { "a module's", "AUDIENCE_NOT_ACCEPTED" },
        { "an identity token", "TOKEN_INVALID" },
        { "of no type", "TOKEN_INVALID" },
    };

    [Fact]
    public async Task Call_WithToken_ReachesTheModule()
    {
        var response =
            await Clock(gateway.Authority.Token()).GetClockAsync(new GetClockRequest(), cancellationToken: Cancel);
        Assert.True(response.Clock.Sandbox);
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Grpc_WithoutGoodToken_IsUnauthenticated(string kind, string reason)
    {
        var refused =
            await Refused.ByAsync(Clock(TokenOf(kind)).GetClockAsync(new GetClockRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.Unauthenticated, reason), (refused.Code, refused.Reason));
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Json_WithoutGoodToken_Is401(string kind, string reason)
    {
        var refused = await JsonAsync(TokenOf(kind));
        Assert.Equal((401, reason), (refused.Http, refused.Reason));
    }

    [Fact]
    public async Task Json_WithToken_ReachesTheModule()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/clock");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Authority.Token());
        using var response = await gateway.Json.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"sandbox\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrincipalHeader_FromOutside_IsStripped()
    {
        var headers = new Metadata { { RequestGuard.PrincipalHeader, "partners/birch" },
            { RequestGuard.ClientHeader, "birch-till" },
            { "x-forwarded-for", "10.0.0.1" }, { "x-mine", "kept" } };
        await Clock(gateway.Authority.Token()).GetClockAsync(new GetClockRequest(), headers, cancellationToken: Cancel);
        var arrived = gateway.Backend.LastHeaders!;
        Assert.False(arrived.ContainsKey(RequestGuard.PrincipalHeader));
        Assert.False(arrived.ContainsKey(RequestGuard.ClientHeader));
        Assert.False(arrived.ContainsKey("x-forwarded-for"));
        Assert.Equal("kept", arrived["x-mine"]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ClockService.ClockServiceClient Clock(string? token) => new(gateway.As(token));

    private async Task<(int Http, string Reason, Google.Rpc.Status Status)> JsonAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/clock");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await gateway.Json.SendAsync(request, Cancel);
        return await Refused.ByAsync(response);
    }

    private string? TokenOf(string kind)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = gateway.Authority.Token();
        return kind switch
        {
            "none" => null,
            "garbage" => "not-a-token",
            // The first byte of the signature changed.
            "tampered" => good[..(good.LastIndexOf('.') + 1)] + (good[good.LastIndexOf('.') + 1] == 'A' ? 'B' : 'A')
                + good[(good.LastIndexOf('.') + 2)..],
            "foreign" => gateway.Authority.Token(signedBy: other),
            "expired" => gateway.Authority.Token(age: TimeSpan.FromHours(1)),
            "other audience" => gateway.Authority.Token(audience: "elsewhere"),
            "an identity token" => gateway.Authority.Token(type: "JWT"),
            "of no type" => gateway.Authority.Token(type: ""),
            "a module's" => new ModuleCredentials(gateway.Key, TimeProvider.System).TokenFor("exchange"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}

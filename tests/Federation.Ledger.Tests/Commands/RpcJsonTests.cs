using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Federation.Ledger.Tests;

/// <summary>JSON on the module's own endpoint, without a gateway before it.</summary>
public sealed class RpcJsonTests : IAsyncLifetime
{
    private Guid member;
    private RpcFixture rpc = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        rpc = await RpcFixture.ListeningAsync();
        member = rpc.NewMember();
        http = new HttpClient { BaseAddress = new Uri(rpc.Address) };
        http.DefaultRequestHeaders.Add("principal", RpcFixture.Aster.Principal.Name);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await rpc.DisposeAsync();
    }

    /// <summary>The fault that was seen: the misspelt number was dropped, and all was given back.</summary>
    [Theory]
    [InlineData("\"unit\":\"30\"", "unit")]
    [InlineData("\"units\":\"30\",\"Units\":\"30\"", "Units")]
    [InlineData("\"units\":\"30\",\"units\":\"40\"", "units")]
    [InlineData("\"units\":\"30\",\"guards\":{\"not_afer\":\"2011-12-09T10:00:00Z\"}", "guards.not_afer")]
    public async Task Refund_OfARequestThatIsNotUnderstood_GivesNothingBack(string fields, string named)
    {
        var spent = await GivenSpendingAsync(100);
        var answer = await PostAsync("/v1/ledger:refund",
            $$"""{"request_id":"{{RpcFixture.NewId()}}","journal":"{{spent}}",{{fields}}}""");
        Assert.Equal((HttpStatusCode.BadRequest, "FIELD_INVALID", named), (answer.Code, answer.Reason, answer.Field));
        Assert.Equal(0, (await rpc.WalletAsync(member, "aster")).AvailableUnits);
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("1000.0")]
    [InlineData("\"1000\"")]
    public async Task Units_InAnySpellingOfAnInteger_AreEarned(string units)
    {
        var answer = await PostAsync("/v1/ledger:earn", EarnJson(units));
        Assert.Equal(HttpStatusCode.OK, answer.Code);
        Assert.Equal(1000, (await rpc.WalletAsync(member, "aster")).AvailableUnits);
    }

    [Theory]
    [InlineData("?nobody_knows=1", "nobody_knows")]
    [InlineData("?as_of=2011-12-09T10:00:00Z", "as_of")]
    [InlineData("?page_size=1&pageSize=1", "page_size")]
    [InlineData("?name=members/x/wallets/birch", "name")]
    public async Task Get_WithParametersThatAreNotUnderstood_IsRefused(string query, string named)
    {
        await rpc.EarnAsync(member, 5, RpcFixture.Aster);
        var answer =
            await SendAsync(HttpMethod.Get, $"/v1/{rpc.NameOf(member, RpcFixture.Aster)}/wallets/aster{query}", null);
        Assert.Equal((HttpStatusCode.BadRequest, "FIELD_INVALID", named), (answer.Code, answer.Reason, answer.Field));
    }

    [Fact]
    public async Task Get_WithABody_IsRefused()
    {
        using var body = Json("{}");
        var answer = await SendAsync(HttpMethod.Get, "/v1/clock", body);
        Assert.Equal((HttpStatusCode.BadRequest, "request"), (answer.Code, answer.Field));
    }

    [Fact]
    public async Task Post_WithQueryParameters_IsRefused()
    {
        var answer = await PostAsync("/v1/ledger:earn?units=5", EarnJson("1"));
        Assert.Equal((HttpStatusCode.BadRequest, "units"), (answer.Code, answer.Field));
    }

    [Fact]
    public async Task Body_CompressedByGzip_IsTaken()
    {
        var answer = await PostAsync("/v1/ledger:earn", EarnJson("7"), "gzip", Gzip);
        Assert.Equal(HttpStatusCode.OK, answer.Code);
        Assert.Equal(7, (await rpc.WalletAsync(member, "aster")).AvailableUnits);
    }

    [Theory]
    [InlineData("br", 415, "ENCODING_NOT_SUPPORTED")]
    [InlineData("gzip, gzip", 415, "ENCODING_NOT_SUPPORTED")]
    [InlineData("gzip", 400, "FIELD_INVALID")]
    public async Task Body_InAnotherEncodingThanItsHeaderSays_IsRefused(string encoding, int code, string reason)
    {
        var answer = await PostAsync("/v1/ledger:earn", EarnJson("7"), encoding);
        Assert.Equal((code, reason), ((int)answer.Code, answer.Reason));
        Assert.Equal(code == 415 ? "gzip, identity" : null, answer.Accepts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_LargerThanAMessage_IsRefused(bool packed)
    {
        var body = "{" + new string(' ', 5 << 20) + EarnJson("7")[1..];
        var answer = await PostAsync("/v1/ledger:earn", body, packed ? "gzip" : null, packed ? Gzip : null);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "MESSAGE_TOO_LARGE"), (answer.Code, answer.Reason));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Body_OfAnotherType_IsRefused(string type)
    {
        using var body = new StringContent(EarnJson("7"));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var answer = await SendAsync(HttpMethod.Post, "/v1/ledger:earn", body);
        Assert.Equal((HttpStatusCode.BadRequest, "request"), (answer.Code, answer.Field));
    }

    private async Task<string> GivenSpendingAsync(long units)
    {
        await rpc.EarnAsync(member, units, RpcFixture.Aster);
        return (await rpc.LedgerAsync(
            RpcFixture.Aster, (s, c) => s.Redeem(rpc.RedeemOf(member, units, RpcFixture.Aster), c))).Journal.Name;
    }

    private string EarnJson(string units) => $$"""
        {"request_id":"{{RpcFixture.NewId()}}","member":"{{rpc.NameOf(member, RpcFixture.Aster)}}",
         "amount":{"coin":"coins/aster","units":{{units}} } }
        """;

    private async Task<Answer> PostAsync(
        string path, string json, string? encoding = null, Func<byte[], byte[]>? pack = null)
    {
        using var body = Json(json, pack);
        if (encoding is not null)
            body.Headers.TryAddWithoutValidation("content-encoding", encoding);
        return await SendAsync(HttpMethod.Post, path, body);
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var accepts = response.Headers.TryGetValues("accept-encoding", out var values) ? string.Join(',', values)
            : null;
        if (response.IsSuccessStatusCode)
            return new Answer(response.StatusCode, null, null, accepts);
        var details = JsonDocument.Parse(text).RootElement.GetProperty("details").EnumerateArray().ToList();
        return new Answer(
            response.StatusCode,
            details.Select(d => d.TryGetProperty("reason", out var r) ? r.GetString() : null).First(r => r is not null),
            details.Where(d => d.TryGetProperty("fieldViolations", out _))
                .Select(d => d.GetProperty("fieldViolations")[0].GetProperty("field").GetString()).FirstOrDefault(),
            accepts);
    }

    private static ByteArrayContent Json(string json, Func<byte[], byte[]>? pack = null)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return new ByteArrayContent(
            pack?.Invoke(bytes) ?? bytes)
        { Headers = { ContentType = new("application/json") } };
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private sealed record Answer(HttpStatusCode Code, string? Reason, string? Field, string? Accepts);
}

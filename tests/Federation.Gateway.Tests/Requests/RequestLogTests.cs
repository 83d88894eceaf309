using System.Net.Http.Headers;
using System.Text;
using Federation.Errors.V1;
using Federation.Gateway.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway.Tests;

/// <summary>What the gateway records of calls, who sees it, and what it never keeps.</summary>
public sealed class RequestLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The same record however the call came and whichever way it went.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_AreRecordedWithOutcomeAndRequestId(bool inProcess)
    {
        await using var recording = await RecordingGateway.StartedAsync(inProcess);
        var (token, id) = (recording.Brand(), Guid.CreateVersion7().ToString());
        await recording.LedgerAs(token).EarnAsync(new EarnRequest { RequestId = id }, cancellationToken: Cancel);
        await Refused.ByAsync(recording.LedgerAs(token).RedeemAsync(
            new RedeemRequest { RequestId = id }, cancellationToken: Cancel));
        await PostAsync(recording, token, "/v1/ledger:earn", $"{{\"member\": \"w\", \"requestId\": \"{id}\"}}");
        await PostAsync(recording, token, "/v1/ledger:redeem", $"{{\"request_id\": \"{id}\"}}");
        await PostAsync(recording, token, "/v1/ledger:earn", "{");

        var calls = (await recording.ListAsync(token)).Requests;

        Assert.Equal(
            [
                ("Earn", true, StatusCode.InvalidArgument, "FIELD_INVALID", ""),
                ("Redeem", true, StatusCode.FailedPrecondition, "INSUFFICIENT_COINS", id),
                ("Earn", true, StatusCode.OK, "", id),
                ("Redeem", false, StatusCode.FailedPrecondition, "INSUFFICIENT_COINS", id),
                ("Earn", false, StatusCode.OK, "", id),
            ],
            calls.Select(c => (c.Method.Split('/')[1], c.Json, (StatusCode)c.StatusCode, c.Reason, c.RequestId)));
        Assert.All(calls, c => Assert.Equal(
            ("partners/aster", "partners/aster", "aster-till"), (c.Owner, c.Principal, c.Sender)));
        Assert.All(calls, c => Assert.StartsWith("federation.ledger.v1.LedgerService/", c.Method));
        Assert.All(calls, c => Assert.InRange(c.DurationUs, 1, 60_000_000));
        Assert.All(calls, c => Assert.InRange(
            c.EndTime.ToDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Fact]
    public async Task List_ShowsABrandItsOwnAlone_AndTheAllianceAll()
    {
        await using var recording = await RecordingGateway.StartedAsync();
        var (aster, birch) = (recording.Brand(), recording.Brand("birch"));
        foreach (var token in new[] { aster, birch, recording.Admin })
            await EndAsync(recording.LedgerAs(token).EarnAsync(new EarnRequest(), cancellationToken: Cancel));
        var member = recording.Token("members/018f0000-0000-7000-8000-000000000001", Role.Member);
        await EndAsync(recording.LedgerAs(member).EarnAsync(new EarnRequest(), cancellationToken: Cancel));
        await EndAsync(recording.LedgerAs("x").EarnAsync(new EarnRequest(), cancellationToken: Cancel));

        Assert.Equal("partners/aster", Assert.Single((await recording.ListAsync(aster)).Requests).Owner);
        var all = (await recording.ListAsync(recording.Admin)).Requests;
        Assert.Equal(["alliance", "partners/birch", "partners/aster"], all.Select(c => c.Owner));
        Assert.Equal("admins/ada", all[0].Principal);
        foreach (var (owner, count) in new[] { ("alliance", 1), ("partners/birch", 1), ("partners/cedar", 0) })
            Assert.Equal(
                count, (await recording.ListAsync(recording.Admin, new() { Owner = owner })).Requests.Count);

        var others = await Refused.ByAsync(recording.As(aster).ListRequestsAsync(
            new() { Owner = "partners/birch" }, cancellationToken: Cancel));
        Assert.Equal((StatusCode.PermissionDenied, "NOT_YOURS"), (others.Code, others.Reason));
        var one = await recording.As(birch).GetRequestAsync(new() { Name = all[1].Name }, cancellationToken: Cancel);
        Assert.Equal(all[1], one.Request);
        foreach (var name in new[] { all[1].Name, "requests/1" })
        {
            var refused = await Refused.ByAsync(recording.As(aster).GetRequestAsync(
                new() { Name = name }, cancellationToken: Cancel));
            Assert.Equal((StatusCode.NotFound, "REQUEST_NOT_FOUND"), (refused.Code, refused.Reason));
        }
    }

    [Fact]
    public async Task List_FiltersAndPages()
    {
        await using var recording = await RecordingGateway.StartedAsync();
        var token = recording.Brand();
        var id = Guid.CreateVersion7().ToString();
        for (var i = 0; i < 5; i++)
            await recording.LedgerAs(token).EarnAsync(new EarnRequest(), cancellationToken: Cancel);
        await EndAsync(recording.LedgerAs(token).RedeemAsync(
            new RedeemRequest { RequestId = id }, cancellationToken: Cancel));
        const string earn = "federation.ledger.v1.LedgerService/Earn";

        Assert.Equal(5, (await recording.ListAsync(token, new() { Method = earn })).Requests.Count);
        Assert.Empty((await recording.ListAsync(token, new() { Method = earn, Failed = true })).Requests);
        Assert.Single((await recording.ListAsync(token, new() { Failed = true })).Requests);
        Assert.Single((await recording.ListAsync(token, new() { Reason = "INSUFFICIENT_COINS" })).Requests);
        Assert.Single((await recording.ListAsync(token, new() { RequestId = id })).Requests);
        var all = (await recording.ListAsync(token)).Requests;
        Assert.Equal(
            all.Take(3), (await recording.ListAsync(token, new() { FromTime = all[2].EndTime })).Requests);
        Assert.Equal(all.Skip(3), (await recording.ListAsync(token, new() { ToTime = all[2].EndTime })).Requests);

        var (paged, page) = (new List<RecordedRequest>(), "");
        do
        {
            var answer = await recording.As(token).ListRequestsAsync(
                new() { Method = earn, PageSize = 2, PageToken = page }, cancellationToken: Cancel);
            paged.AddRange(answer.Requests);
            page = answer.NextPageToken;
        }
        while (page.Length > 0);
        Assert.Equal(all.Where(c => c.Method == earn), paged);
        var first = await recording.As(token).ListRequestsAsync(new() { PageSize = 2 }, cancellationToken: Cancel);
        var refused = await Refused.ByAsync(recording.As(recording.Brand("birch")).ListRequestsAsync(
            new() { PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancel));
        Assert.Equal("PAGE_TOKEN_INVALID", refused.Reason);
    }

    [Fact]
    public async Task MoreThanIsKept_IsCounted()
    {
        await using var recording = await RecordingGateway.StartedAsync(perSecond: 1);
        var token = recording.Brand();
        for (var i = 0; i < 20; i++)
            await recording.LedgerAs(token).EarnAsync(new EarnRequest(), cancellationToken: Cancel);
        await EndAsync(recording.LedgerAs(token).RedeemAsync(new RedeemRequest(), cancellationToken: Cancel));

        var answer = await recording.ListAsync(token, new() { Method = "federation.ledger.v1.LedgerService/Earn" });
        Assert.True(answer.Missing > 0);
        Assert.Equal(20, answer.Missing + answer.Requests.Count);
        // What is refused does not compete with what is not.
        Assert.Single((await recording.ListAsync(token, new() { Failed = true })).Requests);
        Assert.Equal(0, (await recording.ListAsync(recording.Brand("birch"))).Missing);
    }

    /// <summary>Whatever is sent, no row has it: a body's texts are nowhere in the database.</summary>
    [Fact]
    public async Task Database_HasNothingOfWhatWasSent()
    {
        await using var recording = await RecordingGateway.StartedAsync();
        var token = recording.Brand();
        const string secret = "s3cret-c0de";
        await EndAsync(recording.LedgerAs(token).EarnAsync(
            new EarnRequest { RequestId = secret, ExternalReference = secret, Member = secret },
            cancellationToken: Cancel));
        await PostAsync(
            recording, token, "/v1/ledger:earn",
            $"{{\"requestId\": \"{secret}\", \"externalReference\": \"{secret}\"}}");
        await PostAsync(recording, token, $"/v1/members/{secret}:link", "{}");
        await recording.FlushAsync();

        await using var scope = recording.Gateway.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<GatewayDb>().Requests.ToListAsync(Cancel);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, r => Assert.DoesNotContain(
            secret, $"{r.Owner} {r.Principal} {r.Sender} {r.Method} {r.RequestId}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_TakesAwayWhatIsOlderThanSevenDays()
    {
        await using var recording = await RecordingGateway.StartedAsync();
        await recording.LedgerAs(recording.Brand()).EarnAsync(new EarnRequest(), cancellationToken: Cancel);
        await recording.FlushAsync();
        await using var scope = recording.Gateway.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var sweep = new RequestSweep(TimeProvider.System);
        Assert.Equal(0, await sweep.StepAsync(db, Cancel));
        var old = RequestNumbers.From(DateTimeOffset.UtcNow - TimeSpan.FromDays(7.01));
        db.Add(new RequestRow
        {
            Number = old,
            Owner = "partners/aster",
            Principal = "partners/aster",
            Method = "x",
            StatusCode = 0,
            Reason = ErrorReason.Unspecified,
            DurationUs = 1,
            Json = false,
        });
        db.Add(new RequestGapRow { Number = old + 1, Owner = "partners/aster", Calls = 9 });
        await db.SaveChangesAsync(Cancel);
        // What is due is not shown even before it is swept.
        var shown = await recording.ListAsync(recording.Brand());
        Assert.Equal((1, 0), (shown.Requests.Count, shown.Missing));
        Assert.Equal(1, await sweep.StepAsync(db, Cancel));
        Assert.Equal(1, await sweep.StepAsync(db, Cancel));
        Assert.Equal(0, await sweep.StepAsync(db, Cancel));
    }

    [Fact]
    public async Task Database_ThatFails_LosesRecordsAndNoCall()
    {
        await using var recording = await RecordingGateway.StartedAsync();
        await using (var scope = recording.Gateway.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<GatewayDb>().Database
                .ExecuteSqlRawAsync("ALTER TABLE requests RENAME TO elsewhere", Cancel);
        await recording.LedgerAs(recording.Brand()).EarnAsync(new EarnRequest(), cancellationToken: Cancel);
        await recording.Gateway.Log.FirstOfAsync("RequestsNotWritten", Cancel);
    }

    [Fact]
    public async Task Gateway_WithoutADatabase_SaysThatItKeepsNone()
    {
        await using var gateway = await RunningGateway.StartedAsync();
        var token = gateway.Authority.Token(scope: "requests.read");
        var client = new V1.RequestService.RequestServiceClient(gateway.As(token));
        var refused = await Refused.ByAsync(client.ListRequestsAsync(new(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.FailedPrecondition, "REQUESTS_NOT_KEPT"), (refused.Code, refused.Reason));
        using var json = await GetAsync(gateway, token, "/v1/requests?pageSize=5");
        Assert.Equal((400, "REQUESTS_NOT_KEPT"), ((int)json.StatusCode, (await Refused.ByAsync(json)).Reason));
        using var other = await GetAsync(gateway, token, "/v1/requests?pagesize=5");
        Assert.Equal("FIELD_INVALID", (await Refused.ByAsync(other)).Reason);
        var scopeless = new V1.RequestService.RequestServiceClient(gateway.As(gateway.Authority.Token()));
        refused = await Refused.ByAsync(scopeless.ListRequestsAsync(new(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.PermissionDenied, "SCOPE_MISSING"), (refused.Code, refused.Reason));
    }

    private static async Task EndAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
        }
        catch (RpcException)
        {
            // How it ends is recorded.
        }
    }

    private static async Task PostAsync(RecordingGateway recording, string token, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await recording.Gateway.Json.SendAsync(request, Cancel);
    }

    private static async Task<HttpResponseMessage> GetAsync(RunningGateway gateway, string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await gateway.Json.SendAsync(request, Cancel);
    }
}

using Google.Rpc;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>
/// Hostile and careless calls through the gateway of one running alliance. Each gets the documented refusal with its
/// details, in English and Chinese, none is INTERNAL or UNKNOWN, and the books are afterwards as they were.
/// </summary>
public sealed partial class HostileTests(HostileAlliance alliance) : IClassFixture<HostileAlliance>
{
    public static TheoryData<string> Names => [.. HostileCalls.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_IsRefusedAsDocumented_AndLeavesTheBooks(string name)
    {
        var row = HostileCalls.All[name];
        var e = await Assert.ThrowsAnyAsync<RpcException>(() => row.CallAsync(alliance));
        var status = e.GetRpcStatus();
        Assert.True(status is not null, $"no details: {e.Status}");
        var info = status.GetDetail<ErrorInfo>();
        Assert.True(info is not null, $"no ErrorInfo: {status}");
        Assert.Equal((row.Code, row.Reason), (e.StatusCode, info.Reason));
        Assert.Equal((int)row.Code, status.Code);
        Assert.Equal("federation", info.Domain);
        var locales = status.Details.Where(d => d.Is(LocalizedMessage.Descriptor))
            .Select(d => d.Unpack<LocalizedMessage>());
        Assert.Equal(["en", "zh-CN"], locales.Where(m => m.Message.Length > 0).Select(m => m.Locale)
            .Order(StringComparer.Ordinal));
        var fields = status.GetDetail<BadRequest>()?.FieldViolations.Select(v => v.Field).Distinct() ?? [];
        Assert.Equal(row.Fields.Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));

        Assert.Equal(alliance.BooksBefore, await alliance.BooksAsync());
        alliance.Errors.AssertNone();
    }
}

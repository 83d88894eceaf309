using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Federation.Tests;

public sealed class JsonQueryTests
{
    private static readonly HashSet<string> Parent = ["parent"];

    /// <summary>What was sent, the fields that the refusal must name, and a part of its text.</summary>
    public static TheoryData<string, string[], string> Refused => new()
    {
        { "?as_of=2011-12-09T10:00:00Z", ["as_of"], "there is no such parameter; there are parent, page_size" },
        { "?pagesize=5", ["pagesize"], "no such parameter" },
        { "?page_size=5&page_size=6", ["page_size"], "more than once" },
        { "?page_size=5&page_size=5", ["page_size"], "more than once" },
        { "?page_size=5&pageSize=5", ["page_size"], "twice" },
        { "?page_size=all", ["page_size"], "whole number" },
        { "?page_size=", ["page_size"], "whole number" },
        { "?page_size=1.5", ["page_size"], "whole number" },
        { "?page_size=2147483648", ["page_size"], "whole number" },
        { "?start_time=yesterday", ["start_time"], "must be a time" },
        { "?start_time=2011-12-09", ["start_time"], "must be a time" },
        { "?start_time.seconds=5", ["start_time.seconds"], "no such parameter" },
        { "?parent=members/x/wallets/y", ["parent"], "path" },
        { "?page_token.x=1", ["page_token.x"], "no such parameter" },
        { "?=1", [""], "no such parameter" },
        { "?a&b", ["a", "b"], "no such parameter" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Query_WithWhatIsNotUnderstood_IsRefusedByParameter(string query, string[] fields, string says)
    {
        var refusal = RefusalOf(query, ListEntriesRequest.Descriptor);
        Assert.Equal("FIELD_INVALID", Refusal.NameOf(refusal.Reason));
        Assert.Equal(fields, refusal.Fields.Select(f => f.Field).Distinct());
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_OfACallWithABody_IsRefused()
    {
        Assert.Equal(["units"], RefusalOf("?units=5", null).Fields.Select(f => f.Field));
    }

    [Theory]
    [InlineData("?page_size=1e1&start_time=2011-12-09T10:00:00Z")]
    [InlineData("?pageSize=10.0&startTime=2011-12-09T10%3A00%3A00Z")]
    public void Query_ThatIsUnderstood_IsBoundInOneSpelling(string query)
    {
        var bound = Read(query, ListEntriesRequest.Descriptor);
        Assert.Equal(("10", "2011-12-09T10:00:00Z"), (bound["page_size"].ToString(), bound["start_time"].ToString()));
    }

    [Fact]
    public void Object_IsGivenByItsFields()
    {
        Assert.Contains(
            "pay.coin", RefusalOf("?pay=5", CreateQuoteRequest.Descriptor).Message, StringComparison.Ordinal);
        var bound = Read("?pay.coin=coins/aster&pay.units=1e2", CreateQuoteRequest.Descriptor);
        Assert.Equal(("coins/aster", "100"), (bound["pay.coin"].ToString(), bound["pay.units"].ToString()));
    }

    private static IQueryCollection Read(string query, MessageDescriptor? message) =>
        JsonQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(query)), message, Parent);

    private static Refusal RefusalOf(string query, MessageDescriptor? message) =>
        Assert.Throws<RefusalException>(() => Read(query, message)).Refusal;
}

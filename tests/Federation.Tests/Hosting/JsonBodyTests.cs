using System.Text;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Federation.Tests;

public sealed class JsonBodyTests
{
    private static readonly HashSet<string> NoPath = [];

    /// <summary>What was sent, the fields that the refusal must name, and a part of its text.</summary>
    public static TheoryData<string, string[], string> Refused => new()
    {
        { """{"unit":"30"}""", ["unit"], "there is no such field; there are request_id, journal, units" },
        { """{"Units":"30"}""", ["Units"], "no such field" },
        { """{"":1}""", [""], "no such field" },
        { """{"guards":{"notafter":"2011-12-09T10:00:00Z"}}""", ["guards.notafter"], "no such field" },
        { """{"guards":{"x":{"y":[1,{"z":2}]}},"a":1,"b":2}""", ["guards.x", "a", "b"], "no such field" },
        { """{"units":1,"units":2}""", ["units"], "more than once" },
        { """{"units":1,"units":1}""", ["units"], "more than once" },
        { """{"units":1,"unit\u0073":2}""", ["units"], "more than once" },
        { """{"units":null,"units":2}""", ["units"], "more than once" },
        { """{"external_reference":"a","externalReference":"a"}""", ["external_reference"], "twice" },
        { """{"units":"ten"}""", ["units"], "must be a whole number" },
        { """{"units":1.5}""", ["units"], "must be a whole number" },
        { """{"units":1e40}""", ["units"], "must be a whole number" },
        { """{"units":"9223372036854775808"}""", ["units"], "must be a whole number" },
        { """{"units":true}""", ["units"], "must be a whole number" },
        { """{"units":{}}""", ["units"], "must be a whole number" },
        { """{"units":[1]}""", ["units"], "must be a whole number" },
        { """{"units":"1 "}""", ["units"], "must be a whole number" },
        { """{"journal":7}""", ["journal"], "must be a text" },
        { """{"journal":"\ud800"}""", ["journal"], "not Unicode" },
        { """{"guards":[]}""", ["guards"], "must be an object" },
        { """{"guards":{"not_after":"yesterday"}}""", ["guards.not_after"], "must be a time" },
        { """{"guards":{"not_after":"2011-12-09T10:00:00Z\n"}}""", ["guards.not_after"], "must be a time" },
        { """{"guards":{"not_after":1}}""", ["guards.not_after"], "must be a text" },
        { "", ["request"], "empty" },
        { " ", ["request"], "line 1, byte 2" },
        { "[]", ["request"], "must be a JSON object" },
        { "null", ["request"], "must be a JSON object" },
        { "7", ["request"], "must be a JSON object" },
        { """{"units":1,}""", ["request"], "line 1, byte 12" },
        { "{\"units\":1\n,\"journal\" \"x\"}", ["request"], "line 2, byte 12" },
        { """{"units":1}{"units":2}""", ["request"], "line 1, byte 12" },
        { """{"units":1} x""", ["request"], "line 1, byte 13" },
        { """{"units":1 /* all */}""", ["request"], "malformed" },
        { """{"units":01}""", ["request"], "malformed" },
        { """{"units":NaN}""", ["request"], "malformed" },
        { """{'units':1}""", ["request"], "malformed" },
        { """{"units":""", ["request"], "malformed" },
        { """{"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[""", ["request"], "malformed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Body_WithWhatIsNotUnderstood_IsRefusedByField(string body, string[] fields, string says)
    {
        var refusal = Problems(body, RefundRequest.Descriptor);
        Assert.Equal("FIELD_INVALID", Refusal.NameOf(refusal.Reason));
        Assert.Equal(fields, refusal.Fields.Select(f => f.Field));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_WithBytesThatAreNoUtf8_IsRefused()
    {
        byte[] Quoted(string before, string after) =>
            [.. Encoding.UTF8.GetBytes(before), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(after)];
        var value = RefusalOf(Quoted("""{"journal":" """, "\"}"), RefundRequest.Descriptor, NoPath);
        var name = RefusalOf(Quoted("{\"", "\":1}"), RefundRequest.Descriptor, NoPath);
        Assert.Equal(["journal"], value.Fields.Select(f => f.Field));
        Assert.Contains("not Unicode", name.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"CAPTURE_REST_BURN\"")]
    [InlineData("\"capture_rest_keep\"")]
    [InlineData("\"KEEP\"")]
    [InlineData("\"2\"")]
    [InlineData("99")]
    [InlineData("1.5")]
    [InlineData("true")]
    public void Enum_OfAValueThatThereIsNot_IsRefused(string value)
    {
        var refusal = Problems($$"""{"rest":{{value}}}""", CaptureRequest.Descriptor);
        Assert.Equal(["rest"], refusal.Fields.Select(f => f.Field));
        Assert.Contains("CAPTURE_REST_KEEP", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"CAPTURE_REST_KEEP\"")]
    [InlineData("2")]
    [InlineData("2.0")]
    public void Enum_ByNameOrNumber_IsTaken(string value) => Assert.Equal(
        CaptureRest.Keep, Bound<CaptureRequest>($$"""{"rest":{{value}}}""").Rest);

    [Fact]
    public void Array_NamesTheItemThatIsWrong()
    {
        var refusal = Problems(
            """{"items":[{"earn":{"amount":{"units":1}}},{"earn":{"amount":{"unit":1}}},null,7]}""",
            BatchRequest.Descriptor);
        Assert.Equal(["items[1].earn.amount.unit", "items[2]", "items[3]"], refusal.Fields.Select(f => f.Field));
        Assert.Equal(["items"], Problems("""{"items":{}}""", BatchRequest.Descriptor).Fields.Select(f => f.Field));
    }

    [Fact]
    public void Choice_TakenTwice_IsRefused()
    {
        var refusal = Problems("""{"items":[{"earn":{},"redeem":{}}]}""", BatchRequest.Descriptor);
        Assert.Equal(["items[0].redeem"], refusal.Fields.Select(f => f.Field));
        Assert.Contains("together with earn", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Field_OfThePath_MayNotBeInTheBodyToo()
    {
        var refusal = RefusalOf(
            [.. """{"name":"partners/birch"}"""u8], SuspendPartnerRequest.Descriptor, new HashSet<string> { "name" });
        Assert.Equal(["name"], refusal.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Problems_AreShownUpToABound()
    {
        var many = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"{new string('x', 1000)}{i}\":1"));
        var refusal = Problems("{" + many + "}", RefundRequest.Descriptor);
        Assert.Equal(20, refusal.Fields.Count);
        Assert.True(refusal.Message.Length < 10_000);
    }

    [Theory]
    [InlineData("1000")]
    [InlineData("1e3")]
    [InlineData("1000.0")]
    [InlineData("\"1000\"")]
    [InlineData("\"1e3\"")]
    [InlineData("\"1\\u0030\\u00300\"")]
    public void Integer_InAnySpelling_IsBound(string value) =>
        Assert.Equal(1000, Bound<RefundRequest>($$"""{"units":{{value}}}""").Units);

    [Theory]
    [InlineData("+/8=")]
    [InlineData("+/8")]
    [InlineData("-_8=")]
    [InlineData("-_8")]
    public void Bytes_InAnyFormOfBase64_AreBound(string value) =>
        Assert.Equal("+/8=", Bound<Campaign>($$"""{"holdoutSalt":"{{value}}"}""").HoldoutSalt.ToBase64());

    [Theory]
    [InlineData("\"+\"")]
    [InlineData("\"+/8==\"")]
    [InlineData("\"+/ 8=\"")]
    [InlineData("\"+/8\\n\"")]
    [InlineData("\"=\"")]
    [InlineData("\"é\"")]
    [InlineData("[1,2]")]
    [InlineData("7")]
    public void Bytes_InNoBase64_AreRefused(string value) => Assert.Equal(
        ["holdout_salt"],
        Problems($$"""{"holdout_salt":{{value}}}""", Campaign.Descriptor)?.Fields.Select(f => f.Field));

    [Fact]
    public void Body_ThatIsUnderstood_IsBoundAsItIs()
    {
        var request = Bound<EarnRequest>("""
            ﻿ { "requestId": "a", "member": "membér \"\\\/\u00e9\ud83d\ude00", "amount": { "coin": "c", "units": 9007199254740993 },
              "external_reference": null, "guards": { "not_after": "2011-12-09T10:00:00.5+01:00" } }
            """);
        Assert.Equal("membér \"\\/é😀", request.Member);
        Assert.Equal(("a", 9007199254740993), (request.RequestId, request.Amount.Units));
        Assert.Equal("\"2011-12-09T09:00:00.500Z\"", request.Guards.NotAfter.ToString());
    }

    [Fact]
    public void Contract_HasNoFieldThatIsNotRead() => Assert.All(
        new[]
        {
            LedgerService.Descriptor, ClockService.Descriptor, PartnerService.Descriptor, ProgramService.Descriptor,
            CheckoutService.Descriptor,
        }.SelectMany(s => s.Methods),
        m => JsonScalars.RequireKnown(m.InputType));

    private static Refusal Problems(string body, MessageDescriptor message) =>
        RefusalOf(Encoding.UTF8.GetBytes(body), message, NoPath);

    private static Refusal RefusalOf(byte[] body, MessageDescriptor message, IReadOnlySet<string> inPath) =>
        Assert.Throws<RefusalException>(() => JsonBody.Read(body, message, inPath)).Refusal;

    /// <summary>What protobuf's own reader makes of what is handed to the binding.</summary>
    private static T Bound<T>(string body)
        where T : IMessage<T>, new()
    {
        var bound = JsonBody.Read(Encoding.UTF8.GetBytes(body), new T().Descriptor, NoPath);
        return new JsonParser(JsonParser.Settings.Default).Parse<T>(Encoding.UTF8.GetString(bound.Span));
    }
}

using System.Net.Http.Headers;
using System.Text;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>JSON that is damaged, misspelt, or says a thing twice.</summary>
internal static partial class HostileCalls
{
    /// <summary>What is wrong with a body, the body, and the field that the refusal names.</summary>
    private static (string Said, string Body, string Field)[] Bodies =>
    [
        ("half a document", "{\"request_id\": ", "request"), ("no document", "", "request"),
        ("an array", "[]", "request"),
        ("a number", "7", "request"), ("null", "null", "request"), ("XML", "<earn/>", "request"),
        ("two documents", "{}{}", "request"), ("a comma too much", """{"member":"m",}""", "request"),
        ("a comment", "{ /* nothing */ }", "request"), ("single quotes", "{'member':'m'}", "request"),
        ("a number that is none", """{"amount":{"units":NaN}}""", "request"),
        ("a number with a leading zero", """{"amount":{"units":010}}""", "request"),
        ("a thousand brackets", new string('[', 1000), "request"),
        ("a thousand objects", string.Concat(Enumerable.Repeat("{\"amount\":", 1000)), "request"),
        ("units in words", """{"amount":{"coin":"coins/aster","units":"ten"}}""", "amount.units"),
        ("half a unit", """{"amount":{"coin":"coins/aster","units":1.5}}""", "amount.units"),
        ("1e40 units", """{"amount":{"coin":"coins/aster","units":1e40}}""", "amount.units"),
        ("2^63 units", """{"amount":{"coin":"coins/aster","units":"9223372036854775808"}}""", "amount.units"),
        ("units with a blank", """{"amount":{"coin":"coins/aster","units":" 7"}}""", "amount.units"),
        ("true units", """{"amount":{"coin":"coins/aster","units":true}}""", "amount.units"),
        ("a text for an object", """{"amount":"10 aster"}""", "amount"),
        ("an object for a text", """{"member":{}}""", "member"),
        ("a number for a text", """{"member":7}""", "member"),
        ("half a surrogate pair", """{"member":"\ud800"}""", "member"),
        ("a moment that is none", """{"guards":{"not_after":"yesterday"}}""", "guards.not_after"),
        ("a moment in seconds", """{"guards":{"not_after":1323432000}}""", "guards.not_after"),
        ("a provenance that there is not", """{"provenance":"PROVENANCE_STOLEN"}""", "provenance"),
        ("a provenance in small letters", """{"provenance":"provenance_earned"}""", "provenance"),
        ("a provenance by a number that there is not", """{"provenance":99}""", "provenance"),
        ("a field in capitals", """{"MEMBER":"m"}""", "MEMBER"), ("a field without a name", """{"":"m"}""", ""),
        ("a member twice", """{"member":"m","member":"m"}""", "member"),
        ("a member twice, once hidden", """{"member":"m","m\u0065mber":"n"}""", "member"),
        ("a reference in both spellings", """{"external_reference":"a","externalReference":"a"}""",
            "external_reference"),
        ("units twice", """{"amount":{"units":1,"units":2}}""", "amount.units"),
        ("a misspelt guard", """{"guards":{"notafter":"2011-12-09T10:00:00Z"}}""", "guards.notafter"),
    ];

    /// <summary>Each misspelt or doubtful field would have made more happen than was asked for.</summary>
    private static (string Said, Func<HostileAlliance, string> Path, Func<HostileAlliance, string> Fields,
        string Field)[] Widened =>
    [
        ("refund of a unit", _ => "ledger:refund", a => $"\"journal\":\"{a.Journals.PartlyRefunded}\",\"unit\":\"30\"",
            "unit"),
        ("refund of nothing said", _ => "ledger:refund", a => $"\"journal\":\"{a.Journals.PartlyRefunded}\"", "units"),
        ("refund of 0", _ => "ledger:refund", a => $"\"journal\":\"{a.Journals.PartlyRefunded}\",\"units\":0", "units"),
        ("refund of null", _ => "ledger:refund", a => $"\"journal\":\"{a.Journals.PartlyRefunded}\",\"units\":null",
            "units"),
        ("refund of 5 and all", _ => "ledger:refund",
            a => $"\"journal\":\"{a.Journals.PartlyRefunded}\",\"units\":5,\"all\":true", "units"),
        ("refund of all, said as a text", _ => "ledger:refund",
            a => $"\"journal\":\"{a.Journals.PartlyRefunded}\",\"all\":\"true\"", "all"),
        ("capture of a unit", _ => "ledger:capture", a => $"\"hold\":\"{a.Holds.Open}\",\"unit\":\"3\"", "unit"),
        ("capture of nothing said", _ => "ledger:capture", a => $"\"hold\":\"{a.Holds.Open}\"", "units"),
        ("capture with a rest that there is not", _ => "ledger:capture",
            a => $"\"hold\":\"{a.Holds.Open}\",\"units\":3,\"rest\":\"KEEP\"", "rest"),
        ("release of a unit", _ => "ledger:release", a => $"\"hold\":\"{a.Holds.Open}\",\"unit\":\"3\"", "unit"),
        ("release of nothing said", _ => "ledger:release", a => $"\"hold\":\"{a.Holds.Open}\"", "units"),
        ("refund of a unit of a payment", a => a.Paid.PartlyRefunded.Name + ":refund", _ => "\"unit\":\"3\"", "unit"),
        ("refund of a payment by path and body", a => a.Paid.PartlyRefunded.Name + ":refund",
            a => $"\"exchange\":\"{a.Paid.WhollyRefunded.Name}\",\"units\":3", "exchange"),
        ("refund of a payment by query", a => a.Paid.PartlyRefunded.Name + ":refund?units=3", _ => "\"all\":true",
            "units"),
        ("capture of an authorization that keeps the Rest", a => a.Authorized.Open + ":capture",
            _ => "\"units\":3,\"keepsRest\":true", "keepsRest"),
        ("release of a part of an authorization", a => a.Authorized.Open + ":release", _ => "\"units\":3", "units"),
        ("consent with a misspelt cap", a => a.Ann.Name + ":setAlliedSpending",
            _ => "\"allied_spending\":{\"enabled\":true,\"daily_cap\":5}", "allied_spending.daily_cap"),
        ("credential with a misspelt scope", _ => "partners/aster/credentials",
            _ => "\"display_name\":\"x\",\"role\":\"CREDENTIAL_ROLE_PARTNER_ADMIN\",\"scope\":[\"ledger.read\"]",
            "scope"),
        ("coin with a misspelt expiry", _ => "coins", _ => "\"coin_id\":\"elm\",\"expirey\":{\"days\":30}", "expirey"),
        ("board with a misspelt fee", _ => "boards", _ => "\"values\":[],\"fee_bp\":100", "fee_bp"),
        ("pay code with a misspelt merchant", a => a.Ann.Name + ":createPayCode",
            _ => "\"till\":\"partners/birch/merchants/till\"", "till"),
    ];

    private static IEnumerable<HostileCall> Documents()
    {
        foreach (var (said, body, field) in Bodies)
            yield return Bad($"JSON of {said}",
                a => Wire.JsonAsync(a, HttpMethod.Post, "/v1/ledger:earn", body), field);
        yield return Bad("JSON with a misspelt field", a => Wire.JsonAsync(a, HttpMethod.Post, "/v1/ledger:earn",
            EarnJson(a, "aster", "\"unitz\":5")), "amount.unitz");
        yield return Bad("JSON with 0 coins", a => Wire.JsonAsync(a, HttpMethod.Post, "/v1/ledger:earn",
            EarnJson(a, "aster", "\"units\":\"0\"")), "amount.units");
        yield return Row("JSON for another brand's coin", PermissionDenied, "NOT_YOURS",
            a => Wire.JsonAsync(a, HttpMethod.Post, "/v1/ledger:earn",
            EarnJson(a, "birch", "\"units\":1")));
        yield return Row("JSON of 6 MiB", ResourceExhausted, "MESSAGE_TOO_LARGE", a => Wire.JsonAsync(
            a, HttpMethod.Post, "/v1/ledger:earn", "{\"member\":\"" + new string('m', 6 << 20) + "\"}"));
        yield return Bad("JSON as plain text",
            a => Wire.JsonAsync(a, HttpMethod.Post, "/v1/ledger:earn", "{}", contentType: "text/plain"), "request");
        yield return Bad("a page size in words",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/members?page_size=all"), "page_size");
        yield return Bad("a parameter that there is not",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/members?order_by=name'--&page_size=-1"), "order_by");
        yield return Row("an unknown coin over JSON", NotFound, "COIN_NOT_FOUND",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/coins/nothing"));
        yield return Bad("a coin with a bell over JSON",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/coins/as%07ter"), "name");
        yield return Bad("a member by way of .. over JSON",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/members/..%2fpartners"), "name");
        foreach (var (said, path, fields, field) in Widened)
            yield return Bad($"JSON for a {said}", a => Wire.JsonAsync(
                a, HttpMethod.Post, "/v1/" + path(a), $$"""{"request_id":"{{Id()}}",{{fields(a)}} }"""), field);
    }

    private static IEnumerable<HostileCall> Encodings()
    {
        foreach (var encoding in (string[])["br", "deflate", "gzip, gzip", "nothing"])
            yield return Row($"JSON that is said to be {encoding}", Unimplemented, "ENCODING_NOT_SUPPORTED",
                a => PostBytesAsync(a, Encoding.UTF8.GetBytes(EarnJson(a, "aster", "\"units\":5")), encoding));
        yield return Bad("JSON that is said to be gzip and is not",
            a => PostBytesAsync(a, Encoding.UTF8.GetBytes(EarnJson(a, "aster", "\"units\":5")), "gzip"), "request");
        yield return Bad("JSON in half a gzip file", a => PostBytesAsync(
            a, Wire.Gzip(Encoding.UTF8.GetBytes(EarnJson(a, "aster", "\"units\":5")))[..20], "gzip"), "request");
        yield return Row("JSON of 64 MiB in a small gzip file", ResourceExhausted, "MESSAGE_TOO_LARGE",
            a => PostBytesAsync(a, Wire.Gzip(new byte[64 << 20]), "gzip"));
        yield return Bad("JSON in bytes that are no UTF-8",
            a => PostBytesAsync(a, [.. "{\"member\":\""u8, 0xC3, 0x28, .. "\"}"u8], null), "member");
        yield return Bad("JSON in UTF-16", a => PostBytesAsync(a, Encoding.Unicode.GetBytes("{}"), null), "request");
        yield return Bad("JSON that is said to be UTF-16", a => Wire.JsonAsync(
            a, HttpMethod.Post, "/v1/ledger:earn", "{}", contentType: "application/json; charset=utf-16"), "request");
        yield return Bad("a body for GET", a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/clock", "{}"), "request");
    }

    private static async Task PostBytesAsync(HostileAlliance a, byte[] body, string? encoding)
    {
        using var content = new ByteArrayContent(
            body)
        { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (encoding is not null)
            content.Headers.TryAddWithoutValidation("content-encoding", encoding);
        await Wire.JsonAsync(a, HttpMethod.Post, "/v1/ledger:earn", content);
    }

    private static string EarnJson(HostileAlliance a, string coin, string units) => $$"""
        { "request_id": "{{Id()}}", "member": "{{a.Ann.Name}}", "amount": { "coin": "coins/{{coin}}", {{units}} } }
        """;
}

using System.Buffers.Binary;
using System.Text;
using Federation.Ledger.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>What the gateway must stop by itself: tokens, paths and frames.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Tokens() =>
    [
        Row("no token", Unauthenticated, "TOKEN_MISSING", a => AskAsync(a)),
        Row("an empty token", Unauthenticated, "TOKEN_MISSING", a => AskAsync(a, "Bearer ")),
        Row("a password instead of a token", Unauthenticated, "TOKEN_MISSING",
            a => AskAsync(a, "Basic YWRtaW46YWRtaW4=")),
        Row("garbage for a token", Unauthenticated, "TOKEN_INVALID", a => AskAsync(a, "Bearer garbage")),
        Row("dots for a token", Unauthenticated, "TOKEN_INVALID", a => AskAsync(a, "Bearer ..")),
        Row("five empty parts for a token", Unauthenticated, "TOKEN_INVALID",
            a => AskAsync(a, "Bearer e30.e30.e30.e30.e30")),
        Row("a token of empty objects", Unauthenticated, "TOKEN_INVALID", a => AskAsync(a, "Bearer e30.e30.")),
        Row("a client's secret for a token", Unauthenticated, "TOKEN_INVALID",
            a => AskAsync(a, "Bearer " + new string('s', 4000))),
        Row("two tokens", Unauthenticated, "TOKEN_INVALID",
            a => ForgedAsync(a, t => t.WithAnotherRole() + ", " + t.SignedByAnother())),
        Row("a token without algorithm", Unauthenticated, "TOKEN_INVALID",
            a => ForgedAsync(a, t => t.WithoutSignature())),
        Row("a token without signature", Unauthenticated, "TOKEN_INVALID",
            a => ForgedAsync(a, t => t.WithoutAnyOfItsSignature())),
        Row("a token with one bit of its signature changed", Unauthenticated, "TOKEN_INVALID",
            a => ForgedAsync(a, t => t.WithAnotherSignature())),
        Row("a token with another role", Unauthenticated, "TOKEN_INVALID",
            a => ForgedAsync(a, t => t.WithAnotherRole())),
        Row("a token signed by another key", Unauthenticated, "TOKEN_INVALID",
            a => ForgedAsync(a, t => t.SignedByAnother())),
        Row("a token of another issuer", Unauthenticated, "TOKEN_INVALID",
            a => ForgedAsync(a, t => t.OfAnotherIssuer())),
        Row("a token signed with the issuer's public key", Unauthenticated, "TOKEN_INVALID", async a =>
            await AskAsync(a, "Bearer " + await (await ForgedTokens.OfAsync(a)).SignedWithThePublicKeyAsync())),
        Row("a module's token, made by guess", Unauthenticated, "AUDIENCE_NOT_ACCEPTED",
            a => AskAsync(a, "Bearer " + ForgedTokens.OfAModuleByGuess())),
        Row("a token for the modules' audience", Unauthenticated, "AUDIENCE_NOT_ACCEPTED",
            a => ForgedAsync(a, t => t.OfAModule())),
        Row("a module's token that has expired", Unauthenticated, "AUDIENCE_NOT_ACCEPTED",
            a => ForgedAsync(a, t => t.OfAModuleLongAgo())),
        Row("a brand that says it acts for an admin", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Ledger.CheckBooksAsync(
            new CheckBooksRequest(), new Metadata { { "federation-principal", "admins/ada" } })),
        Row("a brand that says it acts for another brand", PermissionDenied, "NOT_YOURS", a => a.Aster.Ledger.EarnAsync(
            Earning(a.Ann.Name, 1, "birch"), new Metadata { { "federation-principal", "partners/birch" } })),
        Row("no token over JSON", Unauthenticated, "TOKEN_MISSING",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/clock", token: "")),
        Row("garbage for a token over JSON", Unauthenticated, "TOKEN_INVALID",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/clock", token: "garbage")),
    ];

    private static IEnumerable<HostileCall> Routes()
    {
        foreach (var (service, method) in new[]
        {
            ("federation.ledger.internal.v1.PostingService", "Post"),
            ("federation.ledger.internal.v1.PostingService", "SetWalletState"),
            ("federation.accounts.internal.v1.ConsentService", "BatchResolveSpending"),
            ("federation.partners.internal.v1.DirectoryService", "GetDirectory"),
            ("federation.identity.internal.v1.ClientService", "CreateClient"),
            ("federation.programs.internal.v1.CouponIssueService", "PrepareCoupon"),
            ("federation.programs.internal.v1.MemberCouponService", "ListExpiringCoupons"),
            ("federation.rewards.internal.v1.TicketIssueService", "PrepareTickets"),
            ("federation.messages.internal.v1.ContactChangeService", "GetContactChange"),
            ("federation.rewards.internal.v1.PrizeOfferService", "ListRounds"),
            ("federation.ledger.v1.LedgerService", "Mint"),
            ("federation.ledger.v1.LedgerService", "earn"),
            ("federation.ledger.v1.LedgerService/Earn", ""),
            ("federation.ledger.v2.LedgerService", "Earn"),
            ("nothing.at.all.Service", "Do"),
        })
        {
            yield return Row($"call {service}/{method}", Unimplemented, "SERVICE_UNKNOWN",
                a => InvokeAsync(a, service, method));
            yield return Row($"call {service}/{method} as a module", Unimplemented, "SERVICE_UNKNOWN", async a =>
                await InvokeAsync(a, service, method, (await ForgedTokens.OfAsync(a)).OfAModule()));
        }
        foreach (var path in new[]
        {
            "/", "/v1", "/v1/nothing", "/v1/ledger:mint", "/v1/../v1/nothing", "/admin", "/.env",
            "/federation.ledger.internal.v1.PostingService/Post",
        })
            yield return Row($"GET {path}", Unimplemented, "SERVICE_UNKNOWN",
                a => Wire.JsonAsync(a, HttpMethod.Get, path));
        yield return Row("DELETE /v1/coins/aster", Unimplemented, "SERVICE_UNKNOWN",
            a => Wire.JsonAsync(a, HttpMethod.Delete, "/v1/coins/aster"));
    }

    private static IEnumerable<HostileCall> Frames()
    {
        foreach (var (said, body) in new[]
        {
            ("no body", []), ("half a prefix", [0, 0]), ("a prefix and no message", [0, 0, 0, 0, 9]),
            ("a truncated message", Frame(new byte[9])[..8]), ("a message and more", [.. Frame([]), 1, 2, 3]),
            ("two messages", [.. Frame([]), .. Frame([])]), ("a compressed message", [1, .. Frame([31, 139, 8])[1..]]),
            ("a flag that there is not", [7, 0, 0, 0, 0]),
            ("bytes that are no message", Frame([.. Enumerable.Repeat((byte)255, 64)])),
            ("a string that is not UTF-8", Frame([10, 2, 0xC3, 0x28])),
            ("a field that never ends", Frame([10, 100, 1])),
            ("a group that never ends", Frame([.. Enumerable.Repeat((byte)0x0B, 5000)])),
        })
            yield return Bad($"a frame of {said}", a => Wire.SendAsync(a, body), "body");
        yield return Row("a frame of 4 GiB, said its prefix", ResourceExhausted, "MESSAGE_TOO_LARGE",
            a => Wire.SendAsync(a, [0, 255, 255, 255, 255, 1]));
        yield return Row("a frame of 6 MiB", ResourceExhausted, "MESSAGE_TOO_LARGE",
            a => Wire.SendAsync(a, Frame(new byte[6 << 20])));
        yield return Row("a name of 6 MiB", ResourceExhausted, "MESSAGE_TOO_LARGE",
            a => a.Admin.Partners.RegisterPartnerAsync(Brand("elm", new string('e', 6 << 20))));
        yield return Bad("JSON where gRPC is spoken",
            a => Wire.SendAsync(a, Encoding.UTF8.GetBytes("{}"), contentType: "application/json"), "content-type");
        yield return Bad("gRPC-Web where gRPC is spoken",
            a => Wire.SendAsync(a, Frame([]), contentType: "application/grpc-web"), "content-type");
        yield return Bad("no content type where gRPC is spoken",
            a => Wire.SendAsync(a, Frame([]), contentType: ""), "content-type");
        yield return Bad("GET where gRPC is spoken", a => Wire.SendAsync(a, [], method: HttpMethod.Get), "method");
        yield return Bad("gRPC over HTTP/1.1", a => Wire.JsonAsync(
            a, HttpMethod.Post, "/federation.ledger.v1.LedgerService/Earn", "\0\0\0\0\0",
            contentType: "application/grpc"), "protocol");
    }

    private static async Task AskAsync(HostileAlliance a, string? authorization = null)
    {
        var headers = new Metadata();
        if (authorization is not null)
            headers.Add("authorization", authorization);
        await new ClockService.ClockServiceClient(a.Channel).GetClockAsync(new GetClockRequest(), headers);
    }

    private static async Task ForgedAsync(HostileAlliance a, Func<ForgedTokens, string> forge) =>
        await AskAsync(a, "Bearer " + forge(await ForgedTokens.OfAsync(a)));

    /// <summary>Calls by name, with an empty message and aster's token, unless another is given.</summary>
    private static async Task InvokeAsync(HostileAlliance a, string service, string method, string? token = null)
    {
        var bytes = new Marshaller<byte[]>(b => b, b => b);
        var headers = new Metadata { { "authorization", "Bearer " + (token ?? await a.Aster.GetAccessTokenAsync()) } };
        await a.Channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, service, method, bytes, bytes), null, new CallOptions(headers),
            []);
    }

    /// <summary>The message behind the prefix that belongs to it.</summary>
    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}

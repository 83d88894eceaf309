using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about the gateway's records of calls.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Recorded() =>
    [
        Row("list another brand's calls", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Requests.ListRequestsAsync(new() { Owner = "partners/aster" })),
        Row("list the alliance's calls as a brand", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Requests.ListRequestsAsync(new() { Owner = "alliance" })),
        Row("list calls with a credential for other things", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Requests.ListRequestsAsync(new())),
        Bad("list calls of no owner", a => a.Admin.Requests.ListRequestsAsync(new() { Owner = "members/x" }), "owner"),
        Bad("list calls of a request id that is none",
            a => a.Aster.Requests.ListRequestsAsync(new() { RequestId = "' OR 1=1" }), "request_id"),
        Bad("list calls of a reason that there is not",
            a => a.Aster.Requests.ListRequestsAsync(new() { Reason = "NO" }), "reason"),
        Bad("list calls of a method without end",
            a => a.Aster.Requests.ListRequestsAsync(new() { Method = new string('x', 201) }), "method"),
        Bad("list calls backwards in time", a => a.Aster.Requests.ListRequestsAsync(
            new() { FromTime = Second(2), ToTime = Second(1) }), "to_time"),
        Bad("list more calls than a page has", a => a.Aster.Requests.ListRequestsAsync(
            new() { PageSize = 1001 }), "page_size"),
        Row("list calls from a page that is none", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Requests.ListRequestsAsync(new() { PageToken = "9" })),
        Bad("get a call by a name that is none", a => a.Aster.Requests.GetRequestAsync(
            new() { Name = "requests/-1" }), "name"),
        Row("get a call that there is not", NotFound, "REQUEST_NOT_FOUND",
            a => a.Aster.Requests.GetRequestAsync(new() { Name = "requests/1" })),
    ];

    private static Google.Protobuf.WellKnownTypes.Timestamp Second(long seconds) => new() { Seconds = seconds };
}

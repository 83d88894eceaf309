using System.Globalization;
using Federation.Errors.V1;
using Federation.Gateway.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway;

/// <summary>The calls of the last days. Each RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class RequestService(
    IServiceProvider services, GatewayOptions options, PageTokens tokens, TimeProvider time)
    : V1.RequestService.RequestServiceBase
{
    private const string Prefix = "requests/";

    /// <exception cref="RefusalException">REQUESTS_NOT_KEPT.</exception>
    private GatewayDb Open() => options.KeepRequests
        ? services.GetRequiredService<GatewayDb>()
        : throw new RefusalException(
            ErrorReason.RequestsNotKept, "This gateway keeps no records of calls; its operator can turn them on.");

    private long Oldest => RequestNumbers.From(time.GetUtcNow() - RequestSweep.Retention);

    private static RecordedRequest Show(RequestRow row) => new()
    {
        Name = Prefix + row.Number.ToString(CultureInfo.InvariantCulture),
        Owner = row.Owner,
        Principal = row.Principal,
        Sender = row.Sender ?? "",
        Method = row.Method,
        StatusCode = row.StatusCode,
        Reason = row.Reason is ErrorReason.Unspecified ? "" : Refusal.NameOf(row.Reason),
        DurationUs = row.DurationUs,
        RequestId = row.RequestId?.ToString() ?? "",
        Json = row.Json,
        EndTime = Timestamp.FromDateTimeOffset(RequestNumbers.TimeOf(row.Number)),
    };
}

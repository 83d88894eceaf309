using Federation.Errors.V1;
using Federation.Gateway.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What the gateway recorded of Aster's calls.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>What the list of calls was asked for last.</summary>
    public ListRequestsRequest? AskedForRequests { get; private set; }

    private static RecordedRequest Earning(int status, string reason) => new()
    {
        Name = "requests/7" + status,
        Owner = "partners/aster",
        Sender = "<b>till</b>",
        Method = "federation.ledger.v1.LedgerService/Earn",
        StatusCode = status,
        Reason = reason,
        DurationUs = 12_345,
        RequestId = Id,
        EndTime = Timestamp.FromDateTimeOffset(new(2011, 12, 9, 11, 0, 0, TimeSpan.Zero)),
    };

    private sealed class Recorded(FakeAlliance alliance) : RequestService.RequestServiceBase
    {
        public override Task<ListRequestsResponse> ListRequests(
            ListRequestsRequest request, ServerCallContext context)
        {
            alliance.AskedForRequests = request;
            return Task.FromResult(new ListRequestsResponse
            {
                Requests = { Earning(0, ""), Earning(9, "INSUFFICIENT_COINS") },
                NextPageToken = "next",
                Missing = 1200,
            });
        }

        public override Task<GetRequestResponse> GetRequest(GetRequestRequest request, ServerCallContext context) =>
            request.Name == "requests/79"
                ? Task.FromResult(new GetRequestResponse { Request = Earning(9, "INSUFFICIENT_COINS") })
                : throw Refuse(ErrorReason.RequestNotFound, StatusCode.NotFound, "There is no such call.");
    }
}

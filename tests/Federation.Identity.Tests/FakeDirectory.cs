using Federation.Partners.Internal.V1;
using Grpc.Core;

namespace Federation.Identity.Tests;

/// <summary>A partners module that has two brands and tells everybody which sessions were ended.</summary>
internal sealed class FakeDirectory : DirectoryService.DirectoryServiceClient
{
    private readonly Lock changing = new();
    private readonly GetDirectoryResponse known = new()
    {
        Version = 1,
        Partners =
        {
            new DirectoryPartner { Id = "aster", DisplayName = "Aster <b>Tea</b>", DisplayNameZh = "紫菀" },
            new DirectoryPartner { Id = "birch" },
        },
    };

    public void Suspend(string partner, bool suspended)
    {
        lock (changing)
        {
            known.Partners.Single(p => p.Id == partner).Suspended = suspended;
            known.Version++;
        }
    }

    public override AsyncUnaryCall<GetDirectoryResponse> GetDirectoryAsync(
        GetDirectoryRequest request, Metadata? headers = null, DateTime? deadline = null,
        CancellationToken cancellationToken = default)
    {
        lock (changing)
            return Answer(known.Clone());
    }

    public override AsyncUnaryCall<GetDirectoryResponse> GetDirectoryAsync(
        GetDirectoryRequest request, CallOptions options) => GetDirectoryAsync(request);

    public override AsyncUnaryCall<RefuseSessionResponse> RefuseSessionAsync(
        RefuseSessionRequest request, Metadata? headers = null, DateTime? deadline = null,
        CancellationToken cancellationToken = default)
    {
        lock (changing)
        {
            known.RevokedClientIds.Add(request.SessionId);
            known.Version++;
        }
        return Answer(new RefuseSessionResponse());
    }

    private static AsyncUnaryCall<T> Answer<T>(T answer) => new(
        Task.FromResult(answer), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
}

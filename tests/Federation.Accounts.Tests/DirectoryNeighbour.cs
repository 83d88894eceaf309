using Federation.Partners.Internal.V1;
using Grpc.Core;

namespace Federation.Accounts.Tests;

/// <summary>Brands, coins and merchants that tests add to.</summary>
internal sealed class DirectoryNeighbour : DirectoryService.DirectoryServiceBase
{
    private readonly Lock entering = new();
    private readonly GetDirectoryResponse all = new() { Version = 1 };

    public void Change(Action<GetDirectoryResponse> change)
    {
        lock (entering)
        {
            change(all);
            all.Version++;
        }
    }

    public override Task<GetDirectoryResponse> GetDirectory(GetDirectoryRequest request, ServerCallContext context)
    {
        lock (entering)
            return Task.FromResult(request.KnownVersion == all.Version
                ? new GetDirectoryResponse { Version = all.Version, Unchanged = true }
                : all.Clone());
    }
}

using System.Collections.Concurrent;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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

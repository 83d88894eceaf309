using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

/// <summary>What every module must know of brands, coins and merchants.</summary>
internal sealed class DirectoryService(PartnersDb db) : Internal.V1.DirectoryService.DirectoryServiceBase
{
    /// <summary>
    /// The version is read before the lists, so that they are never older than it; merchants before coins before
    /// brands, so that each finds what it refers to, even when something is added in between. Nothing is ever removed.
    /// </summary>
    public override async Task<GetDirectoryResponse> GetDirectory(
        GetDirectoryRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var version = await db.DirectoryVersions.Select(v => v.Version).SingleAsync(cancel);
        if (version == request.KnownVersion)
            return new GetDirectoryResponse { Version = version, Unchanged = true };
        var response = new GetDirectoryResponse { Version = version };
        response.Merchants.AddRange(await db.Merchants
            .Select(m => new DirectoryMerchant { PartnerId = m.PartnerId, Id = m.Id, CoinId = m.CoinId })
            .ToListAsync(cancel));
        response.Coins.AddRange(await db.Coins
            .Select(c =>
                new DirectoryCoin { Id = c.Id, PartnerId = c.PartnerId, DisplayCode = c.DisplayCode, Scale = c.Scale })
            .ToListAsync(cancel));
        response.Partners.AddRange(await db.Partners
            .Select(p => new DirectoryPartner { Id = p.Id, Suspended = p.Suspended }).ToListAsync(cancel));
        return response;
    }
}

using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

/// <summary>What every module must know of brands, coins and merchants.</summary>
internal sealed class DirectoryService(PartnersDb db, RefusedTokens refused, TimeProvider time)
    : Internal.V1.DirectoryService.DirectoryServiceBase
{
    // What an answer holds is part of its version: a process that kept the answer of a node of an earlier release,
    // which held less (0: neither a coin's expiry nor its grace; 2: not whether a merchant is closed; 3: no
    // brand's name), asks a newer node and gets it anew.
    private const int Contents = 4;
    private const int ContentsRange = 16;

    /// <summary>
    /// The version is read before the lists, so that they are never older than it; merchants before coins before
    /// brands, so that each finds what it refers to, even when something is added in between. Of these nothing is ever
    /// removed.
    /// </summary>
    public override async Task<GetDirectoryResponse> GetDirectory(
        GetDirectoryRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var version = (await db.DirectoryVersions.Select(v => v.Version).SingleAsync(cancel) * ContentsRange)
            + Contents;
        if (version == request.KnownVersion)
            return new GetDirectoryResponse { Version = version, Unchanged = true };
        var response = new GetDirectoryResponse { Version = version };
        response.Merchants.AddRange(await db.Merchants
            .Select(m => new DirectoryMerchant
            {
                PartnerId = m.PartnerId,
                Id = m.Id,
                CoinId = m.CoinId,
                Closed = m.CloseTime != null,
            })
            .ToListAsync(cancel));
        response.Coins.AddRange((await db.Coins.AsNoTracking().ToListAsync(cancel)).Select(c => c.ToDirectoryCoin()));
        response.Partners.AddRange(await db.Partners
            .Select(p => new DirectoryPartner
            {
                Id = p.Id,
                Suspended = p.Suspended,
                DisplayName = p.DisplayName,
                DisplayNameZh = p.DisplayNameZh,
            })
            .ToListAsync(cancel));
        var listed = time.UtcNow() - RevokedClientSweep.ListedFor;
        response.RevokedClientIds.AddRange(
            await db.RevokedClients.Where(c => c.Time >= listed).Select(c => c.ClientId).ToListAsync(cancel));
        return response;
    }

    public override async Task<RefuseSessionResponse> RefuseSession(
        RefuseSessionRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(Uuids.TryParse(request.SessionId, out _), "session_id", "must be a UUID");
        form.Done();
        await refused.AddAsync(request.SessionId, context.CancellationToken);
        return new RefuseSessionResponse();
    }
}

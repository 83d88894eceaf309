using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Accounts;

/// <summary>Deletes pay codes that expired long ago. The request that made one does not make it again: its answer is
/// remembered.</summary>
internal sealed class PayCodeSweep(IOptions<AccountsOptions> options, TimeProvider time) : TableSweep<AccountsDb>
{
    public override string Name => "pay-codes";

    public override async Task<int> StepAsync(AccountsDb db, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var before = time.UtcNow() - options.Value.CodeRetention;
        return await db.PayCodes.Where(c => c.ExpireTime < before).OrderBy(c => c.ExpireTime).Take(StepRows)
            .ExecuteDeleteAsync(cancel);
    }
}

using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetSweepStatusResponse> GetSweepStatus(
        GetSweepStatusRequest request, ServerCallContext context) =>
        new() { Status = await ExpirySweep.StatusAsync(db, time, context.CancellationToken) };
}

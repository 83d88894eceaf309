using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class AdjustmentService
{
    public override async Task<GetAdjustmentResponse> GetAdjustment(
        GetAdjustmentRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var name = NameOf(form, request.Name);
        form.Done();
        var cancel = context.CancellationToken;
        var row = await FindAsync(name, caller, cancel);
        return new GetAdjustmentResponse { Adjustment = Shown(row, caller, await NowAsync(cancel)) };
    }
}

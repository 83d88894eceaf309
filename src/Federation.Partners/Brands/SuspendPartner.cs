using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class PartnerService
{
    public override async Task<SuspendPartnerResponse> SuspendPartner(
        SuspendPartnerRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var id = form.Partner(request.Name, "name");
        form.Done();
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
                new SuspendPartnerResponse { Partner = await SetSuspendedAsync(id, suspended: true, caller, cancel) },
            cancel);
    }
}

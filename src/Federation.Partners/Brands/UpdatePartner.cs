using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class PartnerService
{
    public override async Task<UpdatePartnerResponse> UpdatePartner(
        UpdatePartnerRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var id = form.Partner(request.Name, "name");
        if (id.Length > 0)
            caller.RequireOwnOrAdmin(id, request.Name);
        form.Text(request.DisplayName, "display_name", 0, 100);
        form.Text(request.DisplayNameZh, "display_name_zh", 0, 100);
        form.Done();
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                await db.BumpDirectoryAsync(cancel);
                var partner = await db.RequirePartnerAsync(id, caller, cancel);
                if (request.DisplayName.Length > 0)
                    partner.DisplayName = request.DisplayName;
                if (request.DisplayNameZh.Length > 0)
                    partner.DisplayNameZh = request.DisplayNameZh;
                return new UpdatePartnerResponse { Partner = partner.ToPartner() };
            },
            cancel);
    }
}

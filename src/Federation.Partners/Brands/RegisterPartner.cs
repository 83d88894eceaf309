using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class PartnerService
{
    // Not a brand: the alliance's own credentials have this parent, and its admins' names of members this viewer.
    private const string ReservedId = ResourceNames.Alliance;

    public override async Task<RegisterPartnerResponse> RegisterPartner(
        RegisterPartnerRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Id(request.PartnerId, "partner_id");
        form.Check(
            request.PartnerId != ReservedId, "partner_id", "must not be 'alliance', which is the alliance itself");
        form.Text(request.DisplayName, "display_name", 1, 100);
        form.Text(request.DisplayNameZh, "display_name_zh", 0, 100);
        form.Done();
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            IdempotentCommand.Of(Caller.Of(context), requestId, context.Method, request, time),
            async () => new RegisterPartnerResponse { Partner = await AddAsync(request, cancel) },
            cancel);
    }

    private async Task<Partner> AddAsync(RegisterPartnerRequest request, CancellationToken cancel)
    {
        await db.BumpDirectoryAsync(cancel);
        if (await db.Partners.AnyAsync(p => p.Id == request.PartnerId, cancel))
            throw new RefusalException(
                ErrorReason.AlreadyExists, $"{ResourceNames.Partner(request.PartnerId)} exists already.");
        var partner = new PartnerRow
        {
            Id = request.PartnerId,
            DisplayName = request.DisplayName,
            DisplayNameZh = request.DisplayNameZh,
            CreateTime = time.UtcNow(),
        };
        db.Partners.Add(partner);
        return partner.ToPartner();
    }
}

using Federation.Hosting;
using Federation.Messages.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<SetMessageSettingsResponse> SetMessageSettings(
        SetMessageSettingsRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var partner = OwnPartner(form, caller, request.Parent);
        form.Settings(request.Settings);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var admission = await AdmitAsync(partner, "", cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            admission.RequireKnown();
            var row = await db.Settings.SingleOrDefaultAsync(s => s.PartnerId == partner, cancel)
                ?? db.Settings.Add(new SettingsRow { PartnerId = partner, BeginTime = now }).Entity;
            row.Settings = request.Settings.ToByteArray();
            return new SetMessageSettingsResponse();
        }, cancel);
    }
}

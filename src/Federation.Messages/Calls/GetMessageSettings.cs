using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<GetMessageSettingsResponse> GetMessageSettings(
        GetMessageSettingsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var partner = OwnPartner(form, Caller.Of(context), request.Parent);
        form.Done();

        var row = await db.Settings.AsNoTracking()
            .SingleOrDefaultAsync(s => s.PartnerId == partner, context.CancellationToken)
            ?? throw NotSetUp(partner);
        return new GetMessageSettingsResponse
        {
            Settings = MessageSettings.Parser.ParseFrom(row.Settings),
            BeginTime = row.BeginTime.ToTimestamp(),
        };
    }

    private static RefusalException NotSetUp(string partner) => new(
        ErrorReason.MessagesNotSetUp,
        $"{ResourceNames.Partner(partner)} has no message settings; set them with SetMessageSettings.");
}

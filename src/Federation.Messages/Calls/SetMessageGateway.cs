using Federation.Hosting;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<SetMessageGatewayResponse> SetMessageGateway(
        SetMessageGatewayRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var partner = OwnPartner(form, caller, request.Parent);
        form.GatewayChannel(request.Channel, "channel");
        form.Check(
            GatewayConnections.IsGood(request.Address, connections.AllowPrivate), "address",
            "must be an https address of the public network without a user name, at most 500 characters");
        form.Done();

        var (cancel, now) = (context.CancellationToken, time.UtcNow());
        var admission = await AdmitAsync(partner, "", cancel);
        var secret = secrets.New(partner, request.Channel);
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                admission.RequireKnown();
                var row = await db.Gateways.SingleOrDefaultAsync(
                    g => g.PartnerId == partner && g.Channel == request.Channel, cancel)
                    ?? db.Gateways.Add(new GatewayRow { PartnerId = partner, Channel = request.Channel }).Entity;
                (row.Address, row.Secret, row.CreateTime) = (request.Address, secret.Sealed, now);
                (row.PreviousSecret, row.PreviousExpireTime) = (null, null);
                return new SetMessageGatewayResponse { Gateway = Shown(row), Secret = secret.Shown };
            },
            cancel,
            first => new SetMessageGatewayResponse { Gateway = first.Gateway });
    }

    private static MessageGateway Shown(GatewayRow row) => new()
    {
        Name = ResourceNames.MessageGateway(row.PartnerId, ChannelNames.Of(row.Channel)),
        Address = row.Address,
        CreateTime = row.CreateTime.ToTimestamp(),
        PreviousSecretExpireTime = row.PreviousExpireTime?.ToTimestamp(),
    };
}

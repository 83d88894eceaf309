using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    private const int MaxOverlapHours = 168;

    public override async Task<RotateMessageGatewayResponse> RotateMessageGateway(
        RotateMessageGatewayRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Check(
            request.OverlapHours is >= 0 and <= MaxOverlapHours, "overlap_hours", $"must be 0 to {MaxOverlapHours}");
        var channel = form.OwnGateway(caller, request.Name);
        form.Done();

        var (cancel, now, partner) = (context.CancellationToken, time.UtcNow(), caller.RequirePartner());
        var admission = await AdmitAsync(partner, "", cancel);
        var secret = secrets.New(partner, channel);
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                admission.RequireKnown();
                var row = await db.Gateways.SingleOrDefaultAsync(
                    g => g.PartnerId == partner && g.Channel == channel, cancel) ?? throw NoGateway(request.Name);
                var overlaps = request.OverlapHours > 0;
                row.PreviousSecret = overlaps ? row.Secret : null;
                row.PreviousExpireTime = overlaps ? now.AddHours(request.OverlapHours) : null;
                row.Secret = secret.Sealed;
                return new RotateMessageGatewayResponse { Gateway = Shown(row), Secret = secret.Shown };
            },
            cancel,
            first => new RotateMessageGatewayResponse { Gateway = first.Gateway });
    }

    private static RefusalException NoGateway(string name) =>
        new(Refusal.NotFound(ErrorReason.MessageGatewayNotFound, name));
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    private const int MaxRead = 100;

    public override async Task<ReadInboxResponse> ReadInbox(ReadInboxRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Check(request.Member == ResourceNames.Me, "member", "must be members/me");
        form.Check(request.Names.Count is >= 1 and <= MaxRead, "names", $"must be 1 to {MaxRead}");
        var ids = request.Names.Take(MaxRead).Select((name, i) =>
        {
            form.Check(
                ResourceNames.TryDelivery(name, out _, out var id), $"names[{i}]",
                "must be partners/{p}/deliveries/{uuid}");
            return id;
        }).ToList();
        form.Done();

        var (cancel, now) = (context.CancellationToken, time.UtcNow());
        var members = await InboxesAsync(caller, "", request.Member, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var mine = db.Deliveries.Where(
                d => ids.Contains(d.Id) && members.Contains(d.Member) && d.Channel == MessageChannel.Inbox);
            var found = (await mine.AsNoTracking().Select(d => new { d.PartnerId, d.Id }).ToListAsync(cancel))
                .Select(d => ResourceNames.Delivery(d.PartnerId, d.Id)).ToHashSet(StringComparer.Ordinal);
            if (request.Names.FirstOrDefault(n => !found.Contains(n)) is { } missing)
                throw new RefusalException(
                    Refusal.NotFound(ErrorReason.DeliveryNotFound, missing).With("name", missing));
            await mine.Where(d => d.ReadTime == null)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.ReadTime, now), cancel);
            return new ReadInboxResponse();
        }, cancel);
    }
}

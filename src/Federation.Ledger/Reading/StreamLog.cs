using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    public override async Task StreamLog(
        StreamLogRequest request, IServerStreamWriter<StreamLogResponse> responseStream, ServerCallContext context)
    {
        var form = new Form();
        form.Check(request.AfterGroupNumber >= 0, "after_group_number", "must not be negative");
        form.Done();
        RequireFollower(context);
        var cancel = context.CancellationToken;
        var head = await db.LogHead.Select(h => h.Number).SingleAsync(cancel);
        var batch = new LogBatch(request.AfterGroupNumber);
        while (batch.LastGroupNumber < head)
        {
            var (groups, _) = await db.GroupsAfterAsync(batch.LastGroupNumber, MaxGroups, cancel);
            await foreach (var logged in db.JournalsOfAsync(groups, [], [], cancel))
                if (!batch.TryAdd(logged))
                {
                    await responseStream.WriteAsync(batch.Take());
                    batch.TryAdd(logged);
                }
            batch.LastGroupNumber = groups[^1].Number;
        }
        await responseStream.WriteAsync(batch.Take());
    }
}

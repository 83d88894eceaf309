using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Messages;

/// <summary>Deletes messages that were kept long enough. None of them can be made again by then: reminders and changes
/// of coins are told when they happen.</summary>
internal sealed class MessageSweep(IOptions<MessagesOptions> options, TimeProvider time) : TableSweep<MessagesDb>
{
    public override string Name => "messages";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var before = time.UtcNow().AddDays(-options.Value.KeptDays);
        var old = await db.Messages.AsNoTracking().Where(m => m.CreateTime < before).OrderBy(m => m.CreateTime)
            .Take(StepRows).Select(m => m.Id).ToListAsync(cancel);
        return old.Count == 0 ? 0 : await db.Messages.Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(cancel);
    }
}

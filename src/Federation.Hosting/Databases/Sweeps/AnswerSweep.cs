using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Hosting;

/// <summary>Forgets what commands were answered with long ago. That they were executed stays known, so that none is
/// executed again: a retry is refused ANSWER_NOT_KEPT.</summary>
public sealed class AnswerSweep<TDb>(IOptions<SweepOptions> options, TimeProvider time) : TableSweep<TDb>
    where TDb : ModuleDb
{
    public override string Name => "answers";

    public override async Task<int> StepAsync(TDb db, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var before = time.UtcNow() - options.Value.AnswerRetention;
        return await db.Commands.Where(c => c.Response != null && c.CreateTime < before)
            .OrderBy(c => c.CreateTime).Take(StepRows)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Response, (byte[]?)null), cancel);
    }
}

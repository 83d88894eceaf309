using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What must be right of a batch as a whole.</summary>
internal static class BatchForm
{
    public static void Check(BatchMode mode, IReadOnlyList<CommandHead> heads, int maximum)
    {
        if (heads.Count > maximum)
            throw new RefusalException(new Refusal(
                ErrorReason.BatchTooLarge, $"The batch has {heads.Count} items; at most {maximum} are taken.")
                .With("maximum", maximum));
        var form = new Form();
        form.Check(mode is BatchMode.Atomic or BatchMode.Independent, "mode",
            "must be BATCH_MODE_ATOMIC or BATCH_MODE_INDEPENDENT");
        form.Check(heads.Count > 0, "items", "must not be empty");
        var first = new Dictionary<Guid, int>();
        for (var i = 0; i < heads.Count; i++)
            if (Guid.TryParse(heads[i].RequestId, out var id) && !first.TryAdd(id, i))
                form.Check(false, $"items[{i}]", $"has the request_id of items[{first[id]}]; each needs its own");
        form.Done();
    }
}

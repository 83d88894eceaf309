using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<BatchResponse> Batch(BatchRequest request, ServerCallContext context)
    {
        BatchForm.Check(request, options.Value.MaxBatch);
        var intake = await IntakeAsync(request.Items, context);
        var atomic = request.Mode == BatchMode.Atomic;
        var admissions = request.Items.Select(intake.Admit).ToList();
        if (atomic)
            admissions = Admission.Together(admissions);
        var commands = admissions.Where(a => a.Command is not null).Select(a => a.Command!).ToList();
        var posted = commands.Count == 0
            ? []
            : await writer.SubmitAsync(commands, atomic, context.CancellationToken);
        return ResultsOf(admissions, posted, MemberNamesFor(intake.Caller));
    }

    private static BatchResponse ResultsOf(
        List<Admission> admissions, IReadOnlyList<Posted> posted, Func<Guid, string> memberName)
    {
        var response = new BatchResponse();
        var next = 0;
        foreach (var admission in admissions)
        {
            var came = admission.Command is null ? new Posted(null, admission.Refusal, false) : posted[next++];
            response.Results.Add(came.Refusal is { } refusal
                ? new BatchResult { Refusal = refusal.ToStatus(), Replayed = came.Replayed }
                : new BatchResult { Journal = came.Journal!.ToJournal(memberName), Replayed = came.Replayed });
        }
        return response;
    }
}

internal sealed partial record Intake
{
    /// <summary>One item of a batch, authorised and checked as if it came alone.</summary>
    public Admission Admit(BatchItem item)
    {
        try
        {
            return Forbidden(item) is { } refusal ? new Admission(null, refusal) : new Admission(CommandOf(item), null);
        }
        catch (RefusalException e)
        {
            return new Admission(null, e.Refusal);
        }
    }

    private Refusal? Forbidden(BatchItem item)
    {
        var method = MethodOf(item);
        return Permissions.ByMethod.GetValueOrDefault(method)?.Forbids(Caller, method);
    }
}

/// <summary>What an item of a batch came to before the books were asked: a command, or a refusal that leaves no
/// trace.</summary>
internal sealed record Admission(Command? Command, Refusal? Refusal)
{
    /// <summary>All items or none: one that is refused here keeps the others from the books.</summary>
    public static List<Admission> Together(List<Admission> admissions)
    {
        var culprit = admissions.FindIndex(a => a.Refusal is not null);
        if (culprit < 0)
            return admissions;
        var cause = admissions[culprit].Refusal!.Message;
        var aborted = new Refusal(ErrorReason.BatchAborted, $"Item {culprit} of the batch was refused: {cause}")
            .With("item", culprit);
        return [.. admissions.Select(a => a.Refusal is null ? new Admission(null, aborted) : a)];
    }
}

/// <summary>What must be right of a batch as a whole.</summary>
internal static class BatchForm
{
    public static void Check(BatchRequest request, int maximum)
    {
        if (request.Items.Count > maximum)
            throw new RefusalException(new Refusal(
                ErrorReason.BatchTooLarge, $"The batch has {request.Items.Count} items; at most {maximum} are taken.")
                .With("maximum", maximum));
        var form = new Form();
        form.Check(request.Mode is BatchMode.Atomic or BatchMode.Independent, "mode",
            "must be BATCH_MODE_ATOMIC or BATCH_MODE_INDEPENDENT");
        form.Check(request.Items.Count > 0, "items", "must not be empty");
        var first = new Dictionary<Guid, int>();
        for (var i = 0; i < request.Items.Count; i++)
            if (Guid.TryParse(Intake.RequestIdOf(request.Items[i]), out var id) && !first.TryAdd(id, i))
                form.Check(false, $"items[{i}]", $"has the request_id of items[{first[id]}]; each needs its own");
        form.Done();
    }
}

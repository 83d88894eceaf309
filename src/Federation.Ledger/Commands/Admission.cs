using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf;

namespace Federation.Ledger;

/// <summary>What a command came to before the books were asked: a command, or a refusal that leaves no trace.</summary>
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

using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>What came of a request before the books were asked.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>All items of an atomic batch or none: one that is refused here refuses the others too.</summary>
    public static List<Admission> Together(List<Admission> admissions)
    {
        var culprit = admissions.FindIndex(a => a is Refused);
        if (culprit < 0 || admissions[culprit] is not Refused { Refusal.Message: var cause })
            return admissions;
        var aborted = new Refused(new Refusal(
            ErrorReason.BatchAborted, $"Item {culprit} of the batch was refused: {cause}").With("item", culprit));
        return admissions.ConvertAll(a => a is Refused ? a : aborted);
    }

    /// <summary>The caller may send the command and its form is good: it goes to the books.</summary>
    public sealed record Admitted(Command Command) : Admission;

    /// <summary>The request was refused and nothing is recorded.</summary>
    public sealed record Refused(Refusal Refusal) : Admission;
}

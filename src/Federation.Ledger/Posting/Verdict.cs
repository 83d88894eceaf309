using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What deciding a command gave: a decision to write, an outcome that exists, or a refusal that leaves no trace.</summary>
internal sealed record Verdict(Decision? Decision, Guid? KnownId, Refusal? Refusal, bool Refused)
{
    public static Verdict Decided(Decision decision) => new(decision, null, decision.Refusal, decision.Refusal is not null);

    public static Verdict Known(KnownOutcome known) => new(null, known.Id, null, known.Refused);

    public static Verdict Passing(Refusal refusal) => new(null, null, refusal, true);
}

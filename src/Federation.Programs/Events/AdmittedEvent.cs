using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>An event, and what is known before it is decided.</summary>
/// <param name="RuleSet">The rule set that decides.</param>
/// <param name="Event">The event.</param>
/// <param name="Fingerprint">Of its content: the same is booked once.</param>
/// <param name="Time">Alliance time.</param>
/// <param name="Refusal">Why it is refused; null: it is not.</param>
/// <param name="Member">The facts of its member; null if it is refused.</param>
internal sealed record AdmittedEvent(
    PublishedRuleSet RuleSet, Event Event, byte[] Fingerprint, DateTimeOffset Time, Refusal? Refusal,
    MemberFacts? Member)
{
    /// <summary>The ledger's request id; by default it follows from the content.</summary>
    public Guid RequestId { get; init; } = OrderKeys.RequestOf(Fingerprint);
}

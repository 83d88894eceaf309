using System.Security.Cryptography;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Records of decisions: what anybody needs to recompute one.</summary>
public static class Records
{
    private const string Method = "federation/evaluation/1";

    /// <summary>The digest that a journal carries: SHA-256 over the canonical form of the record. What is only said of
    /// a result, its words and misses, is not part of it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rules">The rule set whose terms the record has, if it is at hand.</param>
    public static byte[] DigestOf(EvaluationRecord record, CompiledRuleSet? rules = null)
    {
        // Its parts are not copied: the terms are up to 2 MiB.
        var bare = new EvaluationRecord
        {
            RuleSet = record.RuleSet,
            Terms = record.Terms,
            Order = record.Order,
            Facts = record.Facts,
            LeftOut = { record.LeftOut },
            Result = Bare(record.Result),
            Event = record.Event,
        };
        return Fingerprint.Of(Method, bare, rules?.Form);
    }

    /// <summary>Evaluates the record's order, or event, again.</summary>
    public static Evaluation Recompute(EvaluationRecord record) =>
        Evaluator.Evaluate(CompiledRuleSet.Of(record.RuleSet, record.Terms), record.Facts, record);

    /// <summary>Whether a record is what was decided.</summary>
    /// <param name="record">The record.</param>
    /// <param name="digest">The digest that the journal carries.</param>
    public static Verification Verify(EvaluationRecord record, ReadOnlySpan<byte> digest)
    {
        if (!CryptographicOperations.FixedTimeEquals(DigestOf(record), digest))
            return Verification.Changed;
        if (Bare(Recompute(record)).Equals(Bare(record.Result)))
            return Verification.Same;
        var version = record.Terms.TimeZoneVersion;
        return version.Length > 0 && version != ProgramCalendar.DataVersion
            ? Verification.OtherTimeZones
            : Verification.Different;
    }

    private static Evaluation Bare(Evaluation result)
    {
        var bare = result.Clone();
        bare.Misses.Clear();
        foreach (var award in bare.Awards)
            award.Words = null;
        return bare;
    }
}

using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Cli;

/// <summary>What came of recomputing a record.</summary>
/// <param name="Result">In one word; null: it cannot be recomputed.</param>
/// <param name="Sentence">What is right or wrong.</param>
internal sealed record RecordVerdict(Verification? Result, string Sentence)
{
    public bool IsSame => Result == Verification.Same;

    /// <param name="record">The record, which anybody may have written.</param>
    /// <param name="digest">The digest that the journal carries.</param>
    public static RecordVerdict Of(EvaluationRecord record, ReadOnlyMemory<byte> digest)
    {
        try
        {
            var result = Records.Verify(record, digest.Span);
            return new RecordVerdict(result, Explain(result, record, digest));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // No platform decides by a rule set that does not compile or an order of bad form; a file may have both.
            return new RecordVerdict(
                null, $"It cannot be recomputed: no rule set and order of a platform are like this ({e.Message}).");
        }
    }

    private static string Explain(Verification result, EvaluationRecord record, ReadOnlyMemory<byte> digest) =>
        result switch
        {
            Verification.Same => "The digest is that of the record, and the recorded result follows from it.",
            Verification.Changed =>
                $"The record was changed: its digest is {Convert.ToHexStringLower(Records.DigestOf(record))}, and "
                + $"{Convert.ToHexStringLower(digest.Span)} is expected.",
            Verification.Different =>
                "The decision was wrong: another result follows from the record. "
                + $"{Differences(record.Result, Records.Recompute(record))}",
            Verification.OtherTimeZones =>
                $"Another result follows by this program's time zone data, {ProgramCalendar.DataVersion}: verify it "
                + $"with a version of this program that has those of {record.Terms.TimeZoneVersion}.",
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };

    private static string Differences(Evaluation recorded, Evaluation computed) =>
        recorded.TotalMinorUnits != computed.TotalMinorUnits
            ? $"It comes to {computed.TotalMinorUnits} minor units, not {recorded.TotalMinorUnits}."
            : $"It gives {Coins(computed)}, and {Coins(recorded)} were recorded; the total is the same.";

    private static string Coins(Evaluation result) => result.Coins.Count == 0
        ? "no coins"
        : string.Join(" and ", result.Coins.Select(c => $"{Tables.Cell(c.Units)} of {c.Coin}"));
}

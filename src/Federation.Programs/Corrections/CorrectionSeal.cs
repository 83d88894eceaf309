using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>The digest by which it is known that what is posted is what was approved. Pure.</summary>
internal static class CorrectionSeal
{
    /// <summary>What the digest begins with, so that it is no other message's.</summary>
    private const string Method = "federation/correction/1";

    /// <param name="row">The correction.</param>
    /// <param name="lines">All of its lines, by number.</param>
    public static byte[] Of(CorrectionRow row, IEnumerable<CorrectionLineRow> lines) => Fingerprint.Of(
        Method, new CorrectionContent
        {
            Name = row.Name.ToString(),
            RuleSet = new RuleSetId(row.Program, row.RuleSet).ToString(),
            RuleSetDigest = ByteString.CopyFrom(row.RuleSetDigest),
            FromTime = row.FromTime.ToTimestamp(),
            ToTime = row.ToTime.ToTimestamp(),
            ReasonCode = row.ReasonCode,
            Reason = row.Reason,
            Lines = { lines.Select(ShownCorrection.Proposed) },
        });
}

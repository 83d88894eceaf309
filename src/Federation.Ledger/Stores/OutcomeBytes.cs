using Google.Protobuf;

namespace Federation.Ledger;

/// <summary>A refusal as it is kept.</summary>
internal static class OutcomeBytes
{
    public static byte[]? Refused(Decision decision) => decision.Refusal?.ToOutcome().ToByteArray();
}

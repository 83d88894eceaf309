using Federation.Rewards.V1;
using Google.Protobuf;

namespace Federation.Rewards;

/// <summary>What was read for a redemption. Pure.</summary>
/// <param name="Counted">The tallies.</param>
/// <param name="Signals">What is unusual about it; none: it is not held.</param>
/// <param name="Checked">Of <paramref name="Counted"/> the tally that moves if another redemption takes coins at the
/// same time; null where the balance was not looked at.</param>
/// <param name="Device">The tally of the device that the request names; null: it names none.</param>
internal sealed record RedemptionLook(
    IReadOnlyDictionary<ByteString, long> Counted, IReadOnlyList<RedemptionSignal> Signals, ByteString? Checked,
    ByteString? Device);

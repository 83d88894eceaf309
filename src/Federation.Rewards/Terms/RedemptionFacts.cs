using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards;

/// <summary>What the checks of a reward look at beside the redemption. What no check asks for is not read.</summary>
/// <param name="AvailableUnits">The coins that the member has.</param>
/// <param name="DeviceNamed">Whether the request names a device.</param>
/// <param name="DeviceUses">How often the member has redeemed with it.</param>
/// <param name="ContactChangeTime">When an address of the member was last replaced or deleted, in alliance time; null:
/// not lately.</param>
internal sealed record RedemptionFacts(
    long AvailableUnits = 0, bool DeviceNamed = false, long DeviceUses = 0, Timestamp? ContactChangeTime = null);

using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>An order that was placed.</summary>
/// <param name="Time">When, in alliance time.</param>
/// <param name="Member">The member's name; empty: nobody.</param>
/// <param name="Price">The list price of its one line, in minor units.</param>
internal sealed record SimulatedOrder(Timestamp Time, string Member, long Price);

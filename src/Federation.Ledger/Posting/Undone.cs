using System.Buffers.Binary;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What became of a journal since.</summary>
/// <param name="Units">How many units of its redemption were refunded; of an earning, how many were clawed back; of a hold for a payment
/// across brands, how many redeemed ones were captured.</param>
/// <param name="Reversed">Whether it was reversed; of a hold, whether its time passed while it held something.</param>
/// <param name="Earnings">How many earnings name it as their purchase.</param>
/// <param name="Confirmed">Whether it is an earning that was confirmed; of a hold for a payment across brands, whether it was closed: released,
/// captured without keeping the rest, or refunded after its time.</param>
internal sealed record Undone(long Units = 0, bool Reversed = false, int Earnings = 0, bool Confirmed = false, long Refunded = 0);

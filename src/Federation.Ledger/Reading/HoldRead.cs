using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>A hold at a moment: its journal, and what became of it since.</summary>
/// <param name="Journal">The hold's journal.</param>
/// <param name="Units">What it set aside.</param>
/// <param name="Captured">What captures took.</param>
/// <param name="Remaining">What is still set aside; nothing once its time has passed, whether the ledger got to it or
/// not.</param>
/// <param name="Until">From when on it holds nothing any more.</param>
/// <param name="State">Whether it still holds.</param>
internal sealed record HoldRead(
    JournalRecord Journal, long Units, long Captured, long Remaining, DateTimeOffset Until, HoldState State)
{
    /// <param name="wallet">The wallet's name.</param>
    /// <param name="memberName">The caller's name of a member.</param>
    public Hold ToHold(string wallet, Func<Guid, string> memberName) => new()
    {
        Name = Journal.Id.HoldName,
        Wallet = wallet,
        State = State,
        Units = Units,
        CapturedUnits = Captured,
        ReleasedUnits = Units - Captured - Remaining,
        RemainingUnits = Remaining,
        ExpireTime = Until.ToTimestamp(),
        CreateTime = Journal.Time.ToTimestamp(),
        Principal = JournalNames.PrincipalName(Journal.Principal, memberName),
        ExternalReference = Journal.ExternalReference ?? "",
    };
}

using Federation.Errors.V1;

namespace Federation.Web;

/// <summary>A page of a member's wallet.</summary>
public abstract class MemberPage : AlliancePage
{
    /// <summary>What a coin becomes at a shop, and who keeps the rest.</summary>
    private protected ArrivalView ArrivalOf(
        Exchange.V1.ExchangeLeg leg, IEnumerable<Exchange.V1.Share> shares, int scale) =>
        ArrivalView.From(leg, shares, CoinOf, PartyOf, scale, F);

    private protected WorthTable TableOf(Exchange.V1.ListWorthResponse worth, int scale) => new(
        worth.Worths, CoinOf, a => ArrivalOf(a.Leg, a.Shares, scale), a => WhyNot(a.NotTaken));

    /// <summary>A moment of the alliance's time, in the zone of a coin; empty where there is none.</summary>
    private protected string MomentOf(Google.Protobuf.WellKnownTypes.Timestamp? time, CoinView coin)
    {
        if (time is null)
            return "";
        var local = TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), coin.Zone).DateTime;
        return T.DayAndTime(F.Date(DateOnly.FromDateTime(local)), F.Time(TimeOnly.FromDateTime(local)));
    }

    /// <summary>Why a coin is not taken at a shop.</summary>
    private protected string WhyNot(Ledger.V1.RefusedOutcome? refusal) =>
        Federation.Client.Refusal.ReasonOf(refusal?.Reason ?? "") switch
        {
            ErrorReason.PartnerSuspended => T.NotTakenSuspended,
            ErrorReason.NotLinked => T.NotTakenUnlinked,
            ErrorReason.WalletFrozen => T.NotTakenFrozen,
            ErrorReason.WalletClosed => T.NotTakenClosed,
            ErrorReason.InsufficientCoins => T.NotTakenNone,
            ErrorReason.CoinNotOnBoard => T.NotTakenNoRate,
            ErrorReason.ConversionBelowMinimum or ErrorReason.PaysNothing => T.NotTakenFew,
            _ => T.NotTaken,
        };
}

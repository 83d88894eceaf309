using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>How many gifts a member gives a day.</summary>
internal static partial class Posting
{
    /// <summary>Counts a gift where its coin has a limit; GIFT_LIMIT_REACHED, where there were as many that
    /// day.</summary>
    private static Refusal? CountGift(Draft draft, WalletRow giver)
    {
        if (draft.State.Policies[giver.Coin].Gifts is not { } limit)
            return null;
        var day = giver.GiftDayOn(limit.DayOf(draft.TimeOf(giver)));
        if (giver.GiftsOn(day) >= limit.Most)
        {
            var (coin, next) = (ResourceNames.Coin(giver.Coin), limit.EndOf(day));
            return new Refusal(
                ErrorReason.GiftLimitReached,
                $"A member may give {limit.Most} gifts of {coin} a day; the next one may be given from {next:O} on.")
                .With("maximum", limit.Most).With("from", next.ToString("O", CultureInfo.InvariantCulture));
        }
        draft.CountGift(giver, day);
        return null;
    }
}

using System.Globalization;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Google.Protobuf;

namespace Federation.Messages;

/// <summary>A member's coins that end on one day.</summary>
/// <param name="PartnerId">Their brand.</param>
/// <param name="Member">The member.</param>
/// <param name="CoinId">The coin.</param>
/// <param name="LastDay">The last day on which they can be used, in the brand's time zone.</param>
/// <param name="Coins">The coins, as the ledger lists them.</param>
/// <param name="Directory">Brands and coins.</param>
/// <param name="Names">The names by which brands know members.</param>
internal sealed record EndingCoins(
    string PartnerId, MemberId Member, string CoinId, DateOnly LastDay, IReadOnlyList<ExpiringCoins> Coins,
    DirectorySnapshot Directory, MemberNames Names) : IEnding
{
    private const int DaysPerWeek = 7;
    private const int MaxEnds = 100;

    private long Units => Coins.Sum(c => c.Units);

    public NewMessage Reminder(int daysBefore, DateOnly today, Action<NoticeRow> made)
    {
        var member = Guid.ParseExact(ResourceNames.FirstId(Names.NameFor(PartnerId, Member)), "D");
        var left = LastDay.DayNumber - today.DayNumber;
        // Coins that do not end before they are announced are told of again each week.
        var again = left >= 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{-left / DaysPerWeek}");
        var key = string.Create(
            CultureInfo.InvariantCulture, $"{member:N}:{CoinId}:{LastDay:yyyyMMdd}:{daysBefore}{again}");
        return new NewMessage(
            PartnerId, member, MessageKind.CoinsExpiring, MessageKey.OfAlliance(key),
            (settings, language) => FieldsIn(settings, language, today))
        {
            OnMade = message =>
            {
                if (Notice(message) is { } notice)
                    made(notice);
            },
        };
    }

    private MessageFields FieldsIn(MessageSettings settings, string language, DateOnly today)
    {
        var coin = Directory.Coins[CoinId];
        // Those whose day has passed live until they were announced, and at least so long after it.
        var end = LastDay >= today ? LastDay : today.AddDays(coin.Expiry?.NoticeDays ?? 0);
        var brand = Directory.NameOf(PartnerId, language == Languages.Chinese);
        return new MessageFields(
            new Dictionary<string, string>
            {
                ["brand"] = brand,
                ["coin"] = coin.DisplayCode,
                ["units"] = CoinWords.Units(coin, Units),
                ["date"] = end.ToString("O", CultureInfo.InvariantCulture),
                ["days"] = (end.DayNumber - today.DayNumber).ToString(CultureInfo.InvariantCulture),
            },
            new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
            {
                ["ways"] = WayWords.Of(settings, brand, language),
            });
    }

    private NoticeRow? Notice(MessageRow message)
    {
        var pending = Coins.Where(c => c.NoticePending).GroupBy(c => c.ExpireTime).Take(MaxEnds)
            .Select(g => new AnnouncedCoins { ExpireTime = g.Key, Units = g.Sum(c => c.Units) }).ToList();
        return pending.Count == 0 ? null : new NoticeRow
        {
            MessageId = message.Id,
            PartnerId = PartnerId,
            MemberId = Member.Value,
            CoinId = CoinId,
            Announced = new PostNoticeRequest { Announced = { pending } }.ToByteArray(),
            DueTime = message.CreateTime,
            GiveUpTime = message.CreateTime + NoticeSweep.Patience,
        };
    }
}

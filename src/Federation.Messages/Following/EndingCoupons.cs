using System.Globalization;
using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Programs.Internal.V1;

namespace Federation.Messages;

/// <summary>A member's coupons of a brand that end on one day.</summary>
/// <param name="PartnerId">The brand.</param>
/// <param name="Member">The id by which the brand sees the member.</param>
/// <param name="LastDay">The last day on which they can be used, in the brand's time zone.</param>
/// <param name="Coupons">The coupons, by end.</param>
/// <param name="Directory">Brands.</param>
internal sealed record EndingCoupons(
    string PartnerId, Guid Member, DateOnly LastDay, IReadOnlyList<MemberCoupon> Coupons, DirectorySnapshot Directory)
    : IEnding
{
    public NewMessage Reminder(int daysBefore, DateOnly today, Action<NoticeRow> made)
    {
        var key = string.Create(
            CultureInfo.InvariantCulture, $"coupons:{Member:N}:{LastDay:yyyyMMdd}:{daysBefore}");
        return new NewMessage(
            PartnerId, Member, MessageKind.CouponsExpiring, MessageKey.OfAlliance(key),
            (_, language) => FieldsIn(language, today));
    }

    private MessageFields FieldsIn(string language, DateOnly today) => new(
        new Dictionary<string, string>
        {
            ["brand"] = Directory.NameOf(PartnerId, language == Languages.Chinese),
            ["coupon"] = TitleOf(Coupons[0], language),
            ["count"] = Coupons.Count.ToString(CultureInfo.InvariantCulture),
            ["date"] = LastDay.ToString("O", CultureInfo.InvariantCulture),
            ["days"] = (LastDay.DayNumber - today.DayNumber).ToString(CultureInfo.InvariantCulture),
        },
        new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
        {
            ["coupons"] =
            [
                .. Coupons.GroupBy(c => TitleOf(c, language), StringComparer.Ordinal).Select(c =>
                    new Dictionary<string, string>
                    {
                        ["title"] = c.Key,
                        ["uses"] = c.Sum(x => (long)x.UsesLeft).ToString(CultureInfo.InvariantCulture),
                    }),
            ],
        });

    private static string TitleOf(MemberCoupon coupon, string language) => Languages.Text(coupon.Title, language, "");
}

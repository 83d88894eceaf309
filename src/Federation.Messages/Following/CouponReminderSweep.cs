using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Programs.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>Reminds members of coupons that expire.</summary>
internal sealed class CouponReminderSweep(
    [FromKeyedServices(MessagesModule.Name)] MemberCouponService.MemberCouponServiceClient programs,
    LinkedMembers linked, MessageMaker maker, PartnerDirectory directory, AllianceClock clock)
    : ReminderSweep(maker, clock)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public override string Name => "coupon-reminders";

    protected override MessageKind Kind => MessageKind.CouponsExpiring;

    protected override string Marks => ReminderRow.OfCoupons;

    protected override int DaysAfter => 0;

    protected override async Task<IReadOnlyList<IEnding>> ListAsync(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, MessageSettings> settings,
        CancellationToken cancel)
    {
        var request = new ListExpiringCouponsRequest { FromTime = from.ToTimestamp(), ToTime = to.ToTimestamp() };
        var listed = new List<MemberCoupon>();
        do
        {
            // gRPC's deadlines are wall-clock times of this process.
            var page = await programs.ListExpiringCouponsAsync(
                request, deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel);
            listed.AddRange(page.Coupons.Where(c => settings.ContainsKey(ProgramId.Parse(c.Program).PartnerId)));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        var snapshot = await directory.WithAsync(d => settings.Keys.All(d.Partners.ContainsKey), cancel);
        return
        [
            .. listed.GroupBy(c => (
                    Partner: ProgramId.Parse(c.Program).PartnerId, c.Member,
                    LastDay: QuietHours.LastDayBefore(
                        settings[ProgramId.Parse(c.Program).PartnerId], c.ExpireTime.ToDateTimeOffset())))
                .Select(day => new EndingCoupons(
                    day.Key.Partner, MemberChecks.GuidOf(day.Key.Member), day.Key.LastDay, [.. day], snapshot)),
        ];
    }

    protected override Task<IReadOnlyList<NewMessage>> WantedAsync(
        IReadOnlyList<NewMessage> reminders, CancellationToken cancel) => linked.OfAsync(reminders, cancel);
}

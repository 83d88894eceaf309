using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>Reminds members of coins that expire. Coins that do not end before they are announced are told of until
/// they are.</summary>
internal sealed class CoinReminderSweep(
    [FromKeyedServices(MessagesModule.Name)] PostingService.PostingServiceClient posting, MessageMaker maker,
    PartnerDirectory directory, MemberNames names, AllianceClock clock) : ReminderSweep(maker, clock)
{
    // As long as coins that were not announced may live on.
    private const int LongestExtensionDays = 366;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public override string Name => "reminders";

    protected override MessageKind Kind => MessageKind.CoinsExpiring;

    protected override string Marks => ReminderRow.OfCoins;

    protected override int DaysAfter => LongestExtensionDays;

    protected override async Task<IReadOnlyList<IEnding>> ListAsync(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, MessageSettings> settings,
        CancellationToken cancel)
    {
        var request = new ListExpiringRequest { FromTime = from.ToTimestamp(), ToTime = to.ToTimestamp() };
        var listed = new List<ExpiringCoins>();
        do
        {
            // gRPC's deadlines are wall-clock times of this process.
            var page = await posting.ListExpiringAsync(
                request, deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel);
            listed.AddRange(page.Coins);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        var snapshot = await directory.WithAsync(d => listed.All(c => d.Coins.ContainsKey(c.CoinId)), cancel);
        return [.. EndingOf(listed, settings, snapshot)];
    }

    private IEnumerable<EndingCoins> EndingOf(
        IEnumerable<ExpiringCoins> listed, IReadOnlyDictionary<string, MessageSettings> settings,
        DirectorySnapshot snapshot) =>
        from coins in listed
        let partner = snapshot.Coins.GetValueOrDefault(coins.CoinId)?.PartnerId
        where partner is not null && settings.ContainsKey(partner)
        group coins by (
            Partner: partner, coins.MemberId, coins.CoinId,
            LastDay: QuietHours.LastDayBefore(settings[partner], coins.ExpireTime.ToDateTimeOffset()))
        into day
        select new EndingCoins(
            day.Key.Partner, MemberId.Parse(day.Key.MemberId), day.Key.CoinId, day.Key.LastDay, [.. day], snapshot,
            names);
}

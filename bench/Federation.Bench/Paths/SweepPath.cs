using System.Diagnostics;
using Federation.Client;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Bench;

/// <summary>The sweep of coins that expired, each member's of one coin: of a coin that expires without notice, of one
/// whose ends are announced, and of the latter while as many coins whose end nobody announced live on.</summary>
internal sealed class SweepPath(GrpcPaths host) : IDisposable
{
    public const string Plain = "sweep_plain";
    public const string Announced = "sweep_announced";
    public const string Backlog = "sweep_backlog";
    private const int NoticeDays = 30;
    private const int CallsAtOnce = 64;
    private const int SweptAtOnce = 10_000;

    // The coins' rules say 180; without a notice their coins live 365 days longer.
    private static readonly TimeSpan ToNotice = TimeSpan.FromDays(100);
    private static readonly TimeSpan ToEnd = TimeSpan.FromDays(181);
    private static readonly TimeSpan ToLastEnd = TimeSpan.FromDays(181 + 365);
    private readonly FederationClient admin = host.As("admin");

    /// <summary>Defines the coin whose ends are announced. No messages are sent: they are not the sweep's
    /// work.</summary>
    public async Task PrepareAsync()
    {
        await admin.Coins.DefineCoinAsync(new()
        {
            RequestId = RequestIds.New(),
            CoinId = "told",
            Partner = "partners/bench",
            DisplayCode = "TOLD",
            DisplayName = "Told",
            Expiry = new ExpiryRule { Days = 180, TimeZone = "Europe/London", NoticeDays = NoticeDays },
        });
        await host.Brand.Messages.SetMessageSettingsAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/bench",
            Settings = new()
            {
                TimeZone = "Europe/London",
                Language = "en",
                Off = { MessageKind.CoinsChanged, MessageKind.CoinsExpiring },
            },
        });
    }

    /// <summary>Lets all coins of one run expire, and sweeps.</summary>
    /// <returns>Wallets swept a second.</returns>
    public async Task<double> RunAsync(string path)
    {
        var begin = await NowAsync();
        if (path == Plain)
            await host.GiveAsync(100);
        else
        {
            await host.GiveAsync(100, "coins/told");
            await AdvanceAsync(begin + ToNotice);
            await AnnounceAsync();
            if (path == Backlog)
                await host.GiveAsync(100, "coins/told", begin + ToEnd - TimeSpan.FromDays(10));
        }
        await AdvanceAsync(begin + ToEnd);
        var rate = await SweepAsync();
        await AdvanceAsync(begin + ToLastEnd);
        await SweepAsync();
        return rate;
    }

    private async Task<double> SweepAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var swept = await admin.Ledger.SweepExpiriesAsync(
                new() { RequestId = RequestIds.New(), MaxWallets = SweptAtOnce });
            if (swept.Status.Complete)
                return host.Members.Count / watch.Elapsed.TotalSeconds;
        }
    }

    private Task AnnounceAsync() => Parallel.ForEachAsync(
        host.Members, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce }, async (member, cancel) =>
        {
            var wallet = $"{member}/wallets/told";
            var lot = (await host.Brand.Ledger.GetWalletAsync(new() { Name = wallet }, cancellationToken: cancel))
                .Wallet.Lots.Single();
            await host.Brand.Ledger.RecordNoticeAsync(
                new()
                {
                    RequestId = RequestIds.New(),
                    Wallet = wallet,
                    Announced = { new AnnouncedCoins { ExpireTime = lot.Terms.ExpireTime, Units = lot.Units } },
                    DeliveredTime = Timestamp.FromDateTimeOffset(await NowAsync()),
                    Evidence = NoticeEvidence.Accepted,
                    Message = "bench",
                },
                cancellationToken: cancel);
        });

    private async Task<DateTimeOffset> NowAsync() =>
        (await admin.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();

    private async Task AdvanceAsync(DateTimeOffset now) =>
        await admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = now.ToTimestamp() });

    public void Dispose() => admin.Dispose();
}

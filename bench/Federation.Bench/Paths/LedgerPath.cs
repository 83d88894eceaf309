using System.Security.Cryptography;
using Federation.Hosting;
using Federation.Ledger;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Bench;

/// <summary>
/// The ledger's write path in process, without gRPC. Its wallets have coins that expire after 180 days, in lots of
/// several days of earning. Nothing is kept for each wallet: what is in memory is the ledger's own.
/// </summary>
internal sealed class LedgerPath : IAsyncDisposable
{
    /// <summary>Days before today on which coins were earned: a lot for each.</summary>
    public static readonly int[] EarningDays = [0, 20, 40, 60];

    private const long UnitsOfLot = 1000;
    private const int OpeningCallers = 8;
    private readonly ServiceProvider provider;
    private readonly LedgerWriter writer;

    /// <param name="deployment">The database.</param>
    /// <param name="coins">The coins' ids.</param>
    /// <param name="writers">How many writers post at the same time.</param>
    public LedgerPath(DeploymentOptions deployment, IEnumerable<string> coins, int writers)
    {
        Writers = writers;
        provider = new ServiceCollection().AddLogging()
            .AddModuleDb<LedgerDb, SqliteLedgerDb, PostgresLedgerDb, SqlServerLedgerDb>(deployment, "ledger")
            .BuildServiceProvider();
        var rule = new ExpiryRule { Days = 180, TimeZone = "Europe/London" };
        var policies = new CoinPolicies(
            coins.ToDictionary(c => c, c => CoinPolicy.Of(new DirectoryCoin { Id = c, Expiry = rule })));
        writer = new LedgerWriter(
            () => LedgerModule.StoreFor(deployment), Scopes, () => policies,
            Options.Create(new LedgerOptions { Writers = writers }), TimeProvider.System, new LedgerMeter(),
            NullLogger<LedgerWriter>.Instance);
    }

    public int Writers { get; }

    /// <summary>For reads.</summary>
    public IServiceScopeFactory Scopes => provider.GetRequiredService<IServiceScopeFactory>();

    public async Task StartAsync()
    {
        await using (var scope = provider.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
            await db.Database.MigrateAsync();
            db.Clock.Add(new ClockRow { Id = ClockRow.Only, Sandbox = false, Now = TimeProvider.System.UtcNow() });
            await db.SaveChangesAsync();
        }
        await writer.StartAsync(CancellationToken.None);
    }

    /// <summary>Opens a range of wallets, with a lot of each of the first so many days of earning.</summary>
    public Task OpenAsync(WalletRange wallets, int lots) => Parallel.ForEachAsync(
        Enumerable.Range(0, wallets.Count)
        .Chunk(500), new ParallelOptions { MaxDegreeOfParallelism = OpeningCallers }, async (chunk, _) =>
        {
            foreach (var day in EarningDays.Take(lots))
                await SubmitAsync([.. chunk.Select(i => Earning(wallets.At(i), UnitsOfLot, day))]);
        });

    /// <summary>Decides commands, each by itself.</summary>
    /// <exception cref="InvalidOperationException">One was refused: the load is made so that none is.</exception>
    public async Task<IReadOnlyList<CommandOutcome>> SubmitAsync(IReadOnlyList<Command> commands)
    {
        var posted = await writer.SubmitAsync(commands, false, CancellationToken.None);
        foreach (var one in posted)
            if (one.Refusal is { } refusal)
                throw new InvalidOperationException(refusal.Message);
        return posted;
    }

    public static Command Earning(WalletKey wallet, long units, int daysAgo) => new Command.Earn(
        New(wallet.Coin) with { EffectiveTime = daysAgo == 0 ? null : TimeProvider.System.UtcNow().AddDays(-daysAgo) },
        wallet, units)
    {
        Provenance = daysAgo == EarningDays[1] ? Provenance.Promotional : Provenance.Earned,
    };

    public static Envelope New(string coin)
    {
        var request = Guid.CreateVersion7();
        // As a caller's request would be: the hash is part of the cost.
        return new Envelope
        {
            Principal = Principal.Parse("partners/" + coin),
            RequestId = request,
            Fingerprint = SHA256.HashData(request.ToByteArray()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await writer.StopAsync(CancellationToken.None);
        writer.Dispose();
        await provider.DisposeAsync();
    }
}

using Federation.Ledger;
using Federation.Ledger.V1;

namespace Federation.Bench;

/// <summary>
/// What callers ask of the ledger in process: half of the commands move coins between two wallets, the others earn,
/// redeem, and set coins aside and capture them. A third of the earnings are reported for an earlier day, so that
/// wallets keep several lots.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="wallets">The wallets.</param>
/// <param name="hotWallet">Whether the first wallet is in every command.</param>
internal sealed class LedgerMix(LedgerPath ledger, WalletRange wallets, bool hotWallet)
{
    private static readonly TimeSpan HoldFor = TimeSpan.FromMinutes(15);

    // A hold is captured by the caller's next command; so of 110 commands 55 are transfers, 20 earnings, 15
    // redemptions, 10 holds and 10 captures.
    private const int Transfers = 55;
    private const int Earnings = 20;
    private const int Redemptions = 15;
    private const int OutOf = 100;

    public LoadPath Path(string name, int callers) => new(name, Load(callers));

    public Func<Tally, CancellationToken, Task> Load(int callers)
    {
        var held = new JournalRecord?[callers];
        return LoadPath.Loop(callers, caller => NextAsync(held, caller));
    }

    private async Task<int> NextAsync(JournalRecord?[] held, int caller)
    {
        if (held[caller] is { } hold)
        {
            held[caller] = null;
            await ledger.SubmitAsync([new Command.Capture(LedgerPath.New(hold.Entries[0].Asset), hold, 0)]);
            return 1;
        }
        var command = Next(caller);
        var posted = await ledger.SubmitAsync([command]);
        if (command.Kind == JournalKind.Hold)
            held[caller] = posted[0].Journal;
        return 1;
    }

    private Command Next(int caller)
    {
        var number = hotWallet ? 0 : wallets.Any();
        var (wallet, units) = (wallets.At(number), Random.Shared.Next(1, 4));
        return Random.Shared.Next(OutOf) switch
        {
            // To and from the hot wallet in turns, so that it is never empty.
            < Transfers when hotWallet && caller % 2 == 0 =>
                Transfer(wallets.At(wallets.Partner(number, ledger.Writers)), wallet, units),
            < Transfers => Transfer(wallet, wallets.At(wallets.Partner(number, ledger.Writers)), units),
            < Transfers + Earnings => LedgerPath.Earning(wallet, Random.Shared.Next(1, 6), DayOfEarning()),
            < Transfers + Earnings + Redemptions => new Command.Redeem(LedgerPath.New(wallet.Coin), wallet, units),
            _ => new Command.Hold(LedgerPath.New(wallet.Coin), wallet, units, HoldFor),
        };
    }

    private static int DayOfEarning() =>
        Random.Shared.Next(3) == 0 ? LedgerPath.EarningDays[Random.Shared.Next(LedgerPath.EarningDays.Length)] : 0;

    private static Command.Exchange Transfer(WalletKey from, WalletKey to, int units) => new Command.Exchange(
        LedgerPath.New(from.Coin),
        [new Leg(AccountKind.Wallet, from.Coin, -units, from), new Leg(AccountKind.Wallet, to.Coin, units, to)]);
}

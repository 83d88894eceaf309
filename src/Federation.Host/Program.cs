using System.Globalization;
using Federation.Accounts;
using Federation.Exchange;
using Federation.Hosting;
using Federation.Identity;
using Federation.Ledger;
using Federation.Messages;
using Federation.Partners;
using Federation.Programs;
using Federation.Rewards;

namespace Federation.Host;

internal static class Program
{
    /// <summary>Every module of the platform: what it is called, how it is made, and what it calls.</summary>
    public static readonly IReadOnlyList<Module> Modules =
    [
        new(PartnersModule.Name, PartnersModule.Add, PartnersModule.Map, Needs: ["identity", "ledger"]),
        new(IdentityModule.Name, IdentityModule.Add, IdentityModule.Map, Needs: ["partners", "ledger", "accounts"])
        {
            Prepare = (services, _, cancel) => IdentityModule.PrepareAsync(services, cancel),
        },
        new(AccountsModule.Name, AccountsModule.Add, AccountsModule.Map, Needs: ["partners", "ledger"]),
        new(LedgerModule.Name, LedgerModule.Add, LedgerModule.Map, Needs: ["partners"])
        {
            Prepare = (services, deployment, _) => LedgerModule.PrepareAsync(services, deployment),
        },
        new(ExchangeModule.Name, ExchangeModule.Add, ExchangeModule.Map, Needs: ["partners", "ledger", "accounts"]),
        // It asks the exchange, too, where there is one.
        new(ProgramsModule.Name, ProgramsModule.Add, ProgramsModule.Map, Needs: ["partners", "ledger"]),
        new(
            RewardsModule.Name, RewardsModule.Add, RewardsModule.Map,
            Needs: ["partners", "accounts", "ledger", "programs"]),
        new(MessagesModule.Name, MessagesModule.Add, MessagesModule.Map, Needs: ["partners", "ledger", "accounts"]),
    ];

    public static async Task<int> Main(string[] args)
    {
        // Nothing that is said or written depends on the machine's language.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return await CommandLine.RunAsync(args);
        }
        catch (StartRefusedException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return CommandLine.Refused;
        }
        catch (Exception e) when (DatabaseErrors.IsUnavailable(e))
        {
            // It answered when the start began.
            await Console.Error.WriteLineAsync(
                $"The database went away: {e.GetBaseException().Message} Start again when it answers.");
            return CommandLine.Refused;
        }
    }
}

using System.CommandLine;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary><c>federation books sweep</c>: takes what has expired.</summary>
internal static class SweepCommand
{
    public static Command Build(Globals globals)
    {
        var status = new Option<bool>(
            "--status")
        { Description = "Only say how far it is. Exit code 1 where something is left." };
        var maxWallets = new Option<int>("--max-wallets")
        {
            Description = "At most so many wallets a call, 1 to 10,000.",
            HelpName = "N",
            DefaultValueFactory = _ => 1000,
        };
        maxWallets.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
                result.AddError("--max-wallets must be 1 to 10,000.");
        });
        var command = new ExampleCommand(
            "sweep", "Takes what has expired and releases holds whose time has passed, until nothing is left. The "
            + "ledger does it by " +
            "itself, too, and no balance waits for it.", "books sweep", "books sweep --status") { status, maxWallets };
        globals.Run(command, "admin", (session, parse, cancel) => parse.GetValue(status)
            ? ShowStatusAsync(session, cancel)
            : SweepAsync(session, parse.GetValue(maxWallets), cancel));
        return command;
    }

    private static async Task<int> SweepAsync(Session session, int maxWallets, CancellationToken cancel)
    {
        var sweep = new ExpirySweep(session.Client.Ledger, maxWallets, ExpirySweep.Patience);
        var done = await Live.ShowAsync(
            session, "sweeping", say => sweep.CompleteAsync(soFar => say(ExpirySweep.Sentence(soFar)), cancel));
        return session.Show(done, Tables.Of("swept", "as of", "#wallets", "#holds released")
            .Row("complete", done.Status.AsOfTime, done.ExpiredWallets, done.ReleasedHolds));
    }

    private static async Task<int> ShowStatusAsync(Session session, CancellationToken cancel)
    {
        var response =
            await session.Client.Ledger.GetSweepStatusAsync(new GetSweepStatusRequest(), cancellationToken: cancel);
        var status = response.Status;
        session.Show(response, Tables.Of("swept", "as of", "oldest that is left")
            .Row(status.Complete ? "complete" : "not complete", status.AsOfTime, status.OldestExpireTime));
        return status.Complete ? ExitCodes.Done : ExitCodes.Refused;
    }
}

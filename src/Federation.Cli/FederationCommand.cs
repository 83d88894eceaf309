using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Federation.Cli;

/// <summary>The command <c>federation</c> with everything below it.</summary>
internal static class FederationCommand
{
    public static RootCommand Build()
    {
        var globals = new Globals();
        var root = new RootCommand(
            "Runs and watches a Federation alliance from the command line: every command is a call of the public API, "
            + "but for 'books' on a --database and 'programs verify' of a --file.")
        {
            ReplayCommand.Build(globals),
            PartnersCommand.Build(globals),
            CoinsCommand.Build(globals),
            MerchantsCommand.Build(globals),
            MembersCommand.Build(globals),
            WalletsCommand.Build(globals),
            HoldsCommand.Build(globals),
            JournalsCommand.Build(globals),
            AdjustmentsCommand.Build(globals),
            BoardsCommand.Build(globals),
            ProgramsCommand.Build(globals),
            OrdersCommand.Build(globals),
            ImportCommand.Build(globals),
            ExportCommand.Build(globals),
            EventsCommand.Build(globals),
            SurveysCommand.Build(globals),
            CouponsCommand.Build(globals),
            ReferralsCommand.Build(globals),
            CasesCommand.Build(globals),
            RewardsCommand.Build(globals),
            DrawsCommand.Build(globals),
            TiersCommand.Build(globals),
            SegmentsCommand.Build(globals),
            MessagesCommand.Build(globals),
            PaymentCommands.Pay(globals),
            PaymentCommands.Quote(globals),
            PaymentCommands.Authorize(globals),
            PaymentCommands.Spendable(globals),
            ConvertVerbs.Convert(globals),
            ConvertVerbs.UndoConvert(globals),
            ExchangesCommand.Build(globals),
            ExchangesCommand.Authorizations(globals),
            BooksCommands.Books(globals),
            BooksCommands.Positions(globals),
            ClockCommand.Build(globals),
            TasksCommand.Build(globals),
            CredentialsCommand.Build(globals),
            CredentialsCommand.Token(globals),
            UsersCommand.Build(globals),
        };
        foreach (var verb in LedgerVerbs.All(globals))
            root.Add(verb);
        root.Add(StreamCommand.Build(globals));
        root.HelpName = "federation";
        globals.AddTo(root);
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    /// <summary>Runs a command line; its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration configuration)
    {
        configuration.EnableDefaultExceptionHandler = false;
        // A command that is stopped finishes the calls under way, so that it can say where it stands.
        configuration.ProcessTerminationTimeout = TimeSpan.FromSeconds(10);
        var parsed = Build().Parse(arguments);
        var code = await parsed.InvokeAsync(configuration);
        return parsed.Action is ParseErrorAction ? ExitCodes.BadInput : code;
    }
}

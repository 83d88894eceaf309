using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Federation.Cli;
using Federation.Cli.Replay;

// What is written does not depend on the machine's language.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var globals = new Globals();
var root = new RootCommand("Runs and watches a Federation alliance from the command line: every command is a call of the public API.")
{
    ReplayCommand.Build(globals),
    PartnersCommand.Build(globals),
    MembersCommand.Build(globals),
    WalletsCommand.Build(globals),
    BoardsCommand.Build(globals),
    PaymentCommands.Pay(globals),
    PaymentCommands.Spendable(globals),
    PaymentCommands.Exchanges(globals),
    BooksCommands.Books(globals),
    BooksCommands.Positions(globals),
    ClockCommand.Build(globals),
    CredentialsCommand.Build(globals),
    CredentialsCommand.Token(globals),
};
root.HelpName = "federation";
globals.AddTo(root);
foreach (var help in root.Options.OfType<HelpOption>())
    help.Action = new HelpWithExamples((HelpAction)help.Action!);

var parsed = root.Parse(args);
var code = await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // A replay that is stopped finishes the calls under way, so that it can say where it stands.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
});
return parsed.Action is ParseErrorAction ? ExitCodes.BadInput : code;

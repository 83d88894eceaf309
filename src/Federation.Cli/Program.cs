using System.CommandLine;
using System.Globalization;
using Federation.Cli;

// What is written does not depend on the machine's language.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await FederationCommand.RunAsync(args, new InvocationConfiguration());

using System.CommandLine;
using Federation.Cli;

return await FederationCommand.RunAsync(args, new InvocationConfiguration());

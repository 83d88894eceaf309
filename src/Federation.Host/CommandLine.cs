using System.CommandLine;

namespace Federation.Host;

/// <summary>The verbs and options. Each option is a configuration value by another name.</summary>
internal static class CommandLine
{
    /// <summary>Exit code when the process cannot do what it was asked to; standard error says why.</summary>
    public const int Refused = 2;

    private static readonly Option<string> Admin =
        new("--admin") { Description = "The first administrator's name, a-z, 0-9, '.' and '-'.", Required = true };
    private static readonly Option<string> Approver =
        new("--approver") { Description = "The first approver's name: another person.", Required = true };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Yes, delete it." };

    private static readonly (Option Option, string Key)[] Settings =
    [
        (Text(
            "--services",
            "What runs here: all, or some of partners,identity,accounts,ledger,exchange,programs,rewards,gateway; and "
            + "web."),
            "Services"),
        (Flag("--sandbox", "A sandbox, for ever: an admin moves its clock; its data folder has demo credentials."),
            "Sandbox"),
        (Text("--data", "Folder of the embedded databases, the key and the demo credentials."), "DataDirectory"),
        (OneOf("--database", "The SQL database.", "sqlite", "postgres", "sqlserver"), "Database"),
        (Text("--connection", "Connection string of a PostgreSQL or SQL Server database."), "Connection"),
        (Text("--address", "Address on which the gateway listens."), "Address"),
        (Port("--grpc-port", "The gateway's port for gRPC; 0 takes a free one."), "GrpcPort"),
        (Port("--http-port", "The gateway's port for JSON and tokens; 0 takes a free one."), "HttpPort"),
        (Port("--web-port", "The pages' port, where web runs; 0 takes a free one."), "WebPort"),
        (Text("--internal-address", "Address on which the modules of this process listen for those of others."),
            "InternalAddress"),
        (Port("--internal-port", "The modules' port; 0 takes a free one."), "InternalPort"),
        (Many("--peer", "Where a module of another process answers: name=http://host:port. Repeatable."), "Peers"),
        (Text("--issuer", "The token issuer: the public address of the JSON port."), "Issuer"),
        (Text("--metadata-address", "Where the issuer's OpenID Connect metadata is read, if not below the issuer."),
            "MetadataAddress"),
        (Text("--key-file", "File with the alliance's key."), "KeyFile"),
        (Text("--tls-cert", "TLS certificate of the gateway: PEM or PKCS #12."), "TlsCert"),
        (Text("--tls-key", "The PEM certificate's private key."), "TlsKey"),
        (Text("--tls-password", "The PKCS #12 certificate's password."), "TlsPassword"),
        (Flag("--migrate", "Migrate a sandbox's database at the start; the embedded one always is."), "Migrate"),
        (Flag("--log-json", "Write the log as JSON, one object a line."), "LogJson"),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            return Refused;
        }
        // Signals are the host's own: the gateway stops first. Program prints refusals.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("The Federation host: runs an alliance's modules and its gateway.");
        foreach (var (option, _) in Settings)
        {
            option.Recursive = true;
            root.Options.Add(option);
        }
        var serve = new Command("serve", "Runs the modules and the gateway (the default).");
        var migrate = new Command("migrate", "Brings the database of the modules up to date.");
        var initKey = new Command("init-key", "Makes the alliance's key file.");
        var bootstrap = new Command(
            "bootstrap-admin", "Makes the first administrator's and approver's credentials, once.") { Admin, Approver };
        root.SetAction((result, _) => Serve.RunAsync(SettingsOf(result)));
        serve.SetAction((result, _) => Serve.RunAsync(SettingsOf(result)));
        migrate.SetAction((result, cancel) => Verbs.MigrateAsync(SettingsOf(result), cancel));
        initKey.SetAction(result => Verbs.InitKey(SettingsOf(result)));
        bootstrap.SetAction((result, cancel) =>
            Verbs.BootstrapAdminAsync(
                SettingsOf(result), result.GetRequiredValue(Admin), result.GetRequiredValue(Approver), cancel));
        var reset = new Command("reset", "Empties a sandbox's database; production's is never emptied.") { Yes };
        reset.SetAction((result, cancel) => Verbs.ResetAsync(SettingsOf(result), result.GetValue(Yes), cancel));
        var acceptClock = new Command(
            "accept-clock",
            "Says that the database's clock is right after it jumped an hour or more, or after a stop of that length.");
        acceptClock.SetAction((result, cancel) => Verbs.AcceptClockAsync(SettingsOf(result), cancel));
        foreach (var verb in new[] { serve, migrate, initKey, bootstrap, reset, acceptClock })
            root.Subcommands.Add(verb);
        return root;
    }

    private static HostSettings SettingsOf(ParseResult result)
    {
        var given = new Dictionary<string, string?>();
        foreach (var (option, key) in Settings)
        {
            if (result.GetResult(option) is not { Implicit: false } found)
                continue;
            var values = found.Tokens.Select(t => t.Value).ToList();
            if (key == "Peers")
                HostSettings.AddPeers(given, values);
            else
                given[$"Federation:{key}"] = values.Count == 0 ? "true" : values[^1];
        }
        return HostSettings.Read(given);
    }

    private static Option<string> Text(string name, string description) => new(name) { Description = description };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private static Option<string[]> Many(string name, string description) => new(name) { Description = description };

    private static Option<string> OneOf(string name, string description, params string[] values)
    {
        var option = Text(name, description);
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Option<int> Port(string name, string description)
    {
        var option = new Option<int>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ushort.TryParse(token.Value, out _))
                result.AddError($"{name} must be a port, 0 to 65535, not '{token.Value}'.");
        });
        return option;
    }
}

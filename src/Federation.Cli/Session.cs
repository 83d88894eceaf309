using System.CommandLine;
using Federation.Client;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>One run of the command line: the alliance, the credentials, and where the answer goes.</summary>
internal sealed class Session(IReadOnlyList<Uri> addresses, string credentialsPath, string? who, bool json) : IDisposable
{
    /// <summary>Commands give up after so many attempts: a person waits.</summary>
    private const int Attempts = 4;

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation().WithTypeRegistry(
        TypeRegistry.FromFiles(
            Accounts.V1.MemberServiceReflection.Descriptor, Exchange.V1.ExchangeServiceReflection.Descriptor,
            Exchange.V1.BoardServiceReflection.Descriptor, Ledger.V1.LedgerServiceReflection.Descriptor,
            Ledger.V1.ClockServiceReflection.Descriptor, Partners.V1.PartnerServiceReflection.Descriptor,
            Google.Rpc.StatusReflection.Descriptor, Google.Rpc.ErrorDetailsReflection.Descriptor)));

    private FederationClient? first;

    public bool Json { get; } = json;

    /// <summary>Read when it is first needed: a file can be checked without an alliance.</summary>
    public CredentialsFile Credentials => field ??= CredentialsFile.Read(credentialsPath);

    public IReadOnlyList<Uri> Addresses { get; } = addresses;

    /// <summary>The id of the one command that this run sends.</summary>
    public required string RequestId
    {
        get
        {
            SendsCommand = true;
            return field;
        }
        init;
    }

    /// <summary>Whether this run sends a command under <see cref="RequestId"/>.</summary>
    public bool SendsCommand { get; private set; }

    /// <summary>How often a call is tried; the deadline bounds it in any case.</summary>
    public int MaxAttempts { get; set; } = Attempts;

    /// <summary>The alliance as the credential that <c>--as</c> names or the command needs.</summary>
    public FederationClient Client => field ??= As(who ?? throw new BadInputException(Credentials.Partners.Count > 0
        ? $"Say with --as whose members are meant: one of {string.Join(", ", Credentials.Partners)}."
        : $"{Credentials.Path} has no credential of a partner; 'federation replay' makes some."));

    /// <summary>The alliance as another credential of the file.</summary>
    public FederationClient As(string name)
    {
        var (clientId, secret) = Credentials.Find(name) ?? throw new BadInputException(
            $"{Credentials.Path} has no credential '{name}'; it has {string.Join(", ", Credentials.Names)}.");
        return As(clientId, secret);
    }

    public FederationClient As(string clientId, string secret)
    {
        if (first is not null)
            return first.WithCredential(clientId, secret);
        var options = new FederationOptions
        {
            TokenEndpoint = Credentials.TokenEndpoint,
            ClientId = clientId,
            ClientSecret = secret,
            Retry = { MaxAttempts = MaxAttempts },
        };
        foreach (var address in Addresses)
            options.Addresses.Add(address);
        if (options.Problems() is { Count: > 0 } problems)
            throw new BadInputException(string.Join(' ', problems));
        return first = FederationClient.Create(options);
    }

    /// <summary>Prints an answer: the message itself as JSON, or the table.</summary>
    public int Show(IMessage message, Table table)
    {
        if (Json)
            Console.Out.WriteLine(Formatter.Format(message));
        else
            AnsiConsole.Write(table);
        return ExitCodes.Done;
    }

    /// <summary>Prints several answers: as a JSON array, or the table.</summary>
    public int ShowAll(IEnumerable<IMessage> messages, Table table)
    {
        if (Json)
            Console.Out.WriteLine($"[{string.Join(',', messages.Select(m => Formatter.Format(m)))}]");
        else
            AnsiConsole.Write(table);
        return ExitCodes.Done;
    }

    public void Dispose() => first?.Dispose();
}

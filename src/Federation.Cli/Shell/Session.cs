using Federation.Client;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>One run of the command line: the alliance, the credentials, and where the answer goes.</summary>
internal sealed class Session(IReadOnlyList<Uri> addresses, string credentialsPath, bool json) : IDisposable
{
    /// <summary>Wide enough that no name is broken where nobody looks at a screen.</summary>
    private const int WidthOfPipe = 400;

    /// <summary>Commands give up after so many attempts: a person waits.</summary>
    private const int Attempts = 4;

    private static readonly JsonFormatter.Settings OneLine = JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(
            Accounts.V1.MemberServiceReflection.Descriptor, Exchange.V1.ExchangeServiceReflection.Descriptor,
            Exchange.V1.BoardServiceReflection.Descriptor, Ledger.V1.LedgerServiceReflection.Descriptor,
            Ledger.V1.AdjustmentServiceReflection.Descriptor,
            Ledger.V1.ClockServiceReflection.Descriptor, Partners.V1.PartnerServiceReflection.Descriptor,
            Partners.V1.CoinServiceReflection.Descriptor,
            Programs.V1.ProgramServiceReflection.Descriptor, Programs.V1.CheckoutServiceReflection.Descriptor,
            Programs.V1.CouponServiceReflection.Descriptor, Programs.V1.MemberProgramServiceReflection.Descriptor,
            Programs.V1.EventServiceReflection.Descriptor, Programs.V1.ReferralServiceReflection.Descriptor,
            Identity.V1.SignInServiceReflection.Descriptor, Identity.V1.UserServiceReflection.Descriptor,
            Gateway.V1.RequestServiceReflection.Descriptor, Gateway.V1.TaskServiceReflection.Descriptor,
            Programs.V1.CorrectionServiceReflection.Descriptor, Programs.V1.CaseServiceReflection.Descriptor,
            Programs.V1.OrderDetailReflection.Descriptor, Rewards.V1.RewardServiceReflection.Descriptor,
            Rewards.V1.RedemptionReflection.Descriptor, Rewards.V1.DrawServiceReflection.Descriptor,
            Rewards.V1.DrawReflection.Descriptor,
            Messages.V1.MessageServiceReflection.Descriptor,
            Google.Rpc.StatusReflection.Descriptor, Google.Rpc.ErrorDetailsReflection.Descriptor));

    private static readonly JsonFormatter Formatter = new(OneLine.WithIndentation());
    private static readonly JsonFormatter LineFormatter = new(OneLine);

    private FederationClient? first;
    private SettlementMoney? money;

    public bool Json { get; } = json;

    /// <summary>Where a file named <c>-</c> is read from.</summary>
    public TextReader Input { get; init; } = Console.In;

    /// <summary>Where answers go.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Where progress and problems go.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Whether somebody watches the progress.</summary>
    public bool ErrorIsTerminal => Error == Console.Error && !Console.IsErrorRedirected;

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

    /// <summary>How long a call may take with all its attempts.</summary>
    public TimeSpan Patience { get; set; } = new FederationOptions().Timeout;

    /// <summary>The credential that <c>--as</c> names or the command needs; null while neither is known.</summary>
    public string? Who { get; set; }

    /// <summary>The alliance as <see cref="Who"/>, or as the only one that the file has.</summary>
    public FederationClient Client => field ??= As(Who ?? Credentials.Only ?? throw new BadInputException(
        Credentials.Partners.Count > 0
            ? $"Say with --as whose members are meant: one of {string.Join(", ", Credentials.Partners)}."
            : $"{Credentials.Path} has no credential of a brand. Make one: "
                + ProgramName.In("federation credentials create --help")));

    /// <summary>The id of the brand that issues a coin. Coins need not be named as their brand is.</summary>
    public async ValueTask<string?> IssuerOfAsync(string coin, CancellationToken cancel)
    {
        var request = new GetCoinRequest { Name = ResourceText.Coin(coin) };
        var response = await As(Credentials.Anyone).Coins.GetCoinAsync(request, cancellationToken: cancel);
        return ResourceNames.TryPartner(response.Coin.Partner, out var issuer) ? issuer : null;
    }

    /// <summary>The alliance as another credential of the file.</summary>
    public FederationClient As(string name)
    {
        var (clientId, secret) = Credentials.Find(name) ?? throw new BadInputException(
            $"{Credentials.Path} has no credential '{name}'; it has {string.Join(", ", Credentials.Names)}. "
            + "Name one with --as, or make one: " + ProgramName.In("federation credentials create --help"));
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
            Timeout = Patience,
            Retry = { MaxAttempts = MaxAttempts },
        };
        foreach (var address in Addresses)
            options.Addresses.Add(address);
        if (options.Problems() is { Count: > 0 } problems)
            throw new BadInputException(string.Join(' ', problems));
        return first = FederationClient.Create(options);
    }

    /// <summary>How the alliance's settlement money is shown in tables; asked for once, and not for JSON, which has
    /// units.</summary>
    public async Task<SettlementMoney> MoneyAsync(CancellationToken cancel)
    {
        if (Json || money is not null)
            return money ?? default;
        var said =
            (await Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: cancel)).SettlementCurrency;
        return (money = said is null ? new SettlementMoney("units", 0)
            : new SettlementMoney(said.Code, said.Scale)).Value;
    }

    /// <summary>Prints an answer: the message itself as JSON, or the tables.</summary>
    public int Show(IMessage message, params IEnumerable<Table> tables)
    {
        if (Json)
            Output.WriteLine(Formatter.Format(message));
        else
            Write(tables);
        return ExitCodes.Done;
    }

    /// <summary>Prints several answers: as a JSON array, or the table.</summary>
    public int ShowAll(IEnumerable<IMessage> messages, Table table)
    {
        if (Json)
            Output.WriteLine($"[{string.Join(',', messages.Select(m => Formatter.Format(m)))}]");
        else
            Write(table);
        return ExitCodes.Done;
    }

    /// <summary>A message as one line of JSON.</summary>
    public static string JsonLine(IMessage message) => LineFormatter.Format(message);

    public void Write(params IEnumerable<Table> tables)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
        if (Output != Console.Out || Console.IsOutputRedirected)
            console.Profile.Width = WidthOfPipe;
        foreach (var table in tables)
            console.Write(table);
    }

    public void Dispose() => first?.Dispose();
}

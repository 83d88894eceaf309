using Federation.Hosting;
using Federation.Testing;

namespace Federation.Browser;

/// <summary>An alliance in which the first purchases of the sample have been replayed, and two more nodes for its pages
/// behind one address, on a database that they share.</summary>
public sealed class SampleAlliance(Pages pages) : RunningAlliance(pages)
{
    private const int Purchases = 1500;
    private readonly Switchboard switchboard = new();
    private TestDatabase? database;

    /// <summary>The address of the two nodes.</summary>
    public string Shared => switchboard.Address;

    /// <summary>The number of the member that bought most, of those who bought at Aster, Cedar and Dune.</summary>
    public string Number { get; private set; } = "";

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["Identity__WebClient__Addresses__1"] = Shared,
            // A minute would be too short for a test on a slow machine, and a day is no countdown.
            ["Accounts__PayCodeLife"] = "00:10:00",
        };

    /// <summary>The brand's name of the sample member.</summary>
    public async Task<string> MemberAtAsync(string brand) =>
        (await Api.GetAsync(brand, $"/v1/members:find?external_id={Number}"))["member"]!["name"]!.GetValue<string>();

    /// <summary>How many units of a brand's coin the sample member has.</summary>
    public async Task<long> UnitsAsync(string brand)
    {
        var wallets = await Api.GetAsync(brand, $"/v1/{await MemberAtAsync(brand)}/wallets");
        return wallets["wallets"]!.AsArray().Where(w => w!["coin"]!.GetValue<string>() == "coins/" + brand)
            .Sum(w => long.Parse(w!["availableUnits"]?.GetValue<string>() ?? "0",
                System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A brand's first till.</summary>
    public async Task<string> TillAsync(string brand) =>
        (await Api.GetAsync(brand, $"/v1/partners/{brand}/merchants"))["merchants"]![0]!["name"]!.GetValue<string>();

    /// <summary>What was paid in purchases at a brand, in pounds, in the order in which they were made.</summary>
    public static IEnumerable<decimal> AmountsAt(string brand) => SamplePurchases.First(Purchases).AmountsAt(brand);

    /// <summary>Starts a node of the pages.</summary>
    public async Task<HostProcess> NodeAsync()
    {
        database ??= await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var settings = new Dictionary<string, string>
        {
            ["Web__Authority"] = Issuer,
            ["Web__ClientId"] = "federation-web",
            ["Web__ClientKeyFile"] = Path.Combine(Folder, "web-client.pem"),
            ["Web__KeyFile"] = Path.Combine(Folder, "web.key"),
            ["Web__PublicAddress"] = Shared,
            ["Web__Api"] = Grpc,
        };
        return await HostProcess.StartAsync(
            Errors, settings, "serve", "--sandbox", "--migrate", "--services", "web", "--web-port", "0", "--database",
            "postgres", "--connection", database.Connection!, "--data", database.Folder);
    }

    /// <summary>Sends browsers to a node.</summary>
    public void Choose(HostProcess node) => switchboard.Choose(node.Web);

    protected override async ValueTask CloseAsync()
    {
        await switchboard.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    protected override async Task FillAsync()
    {
        var purchases = SamplePurchases.First(Purchases);
        Number = purchases.Member;
        await purchases.ReplayAsync(Grpc, CredentialsFile);
        await Api.UseKnownAsync(CredentialsFile, "partners");
        await Api.UseKnownAsync(CredentialsFile, "alliance");
    }
}

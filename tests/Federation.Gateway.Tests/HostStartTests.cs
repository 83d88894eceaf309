using System.Net;
using System.Net.Sockets;
using Federation.Host;
using Federation.Hosting;

namespace Federation.Gateway.Tests;

/// <summary>What the host cannot do it says in a sentence, before anything is served.</summary>
public sealed class HostStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-host-").FullName;

    [Theory]
    [InlineData("serve --sandbox --services ledger,frob", "There is no service 'frob'")]
    [InlineData("serve --sandbox --services gateway --grpc-port 0 --http-port 0", "gateway needs partners")]
    [InlineData("serve --services gateway --grpc-port 0 --http-port 0", "gateway needs partners")] // and no key
    [InlineData("serve --sandbox --services ledger", "Give --issuer")]
    [InlineData("serve --sandbox --services ledger --issuer http://x", "ledger needs partners, which runs nowhere")]
    [InlineData(
        "serve --sandbox --services ledger --issuer http://x --peer partners=nowhere", "must be http://host:port")]
    [InlineData("serve --sandbox --peer partners", "--peer 'partners' must be")]
    [InlineData("serve --sandbox --address everywhere", "'everywhere' is no IP address")]
    [InlineData("serve --sandbox --tls-cert nowhere.pem --tls-key nowhere.key", "'nowhere.pem' cannot be read")]
    [InlineData("serve --sandbox --grpc-port 0 --http-port 0 --database postgres", "--connection")]
    [InlineData("serve --services web --address 0.0.0.0 --web-port 0", "the pages are not served in cleartext")]
    [InlineData("serve", "There is no alliance key")]
    public async Task Serve_ThatCannotBe_IsRefusedInASentence(string line, string sentence)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => CommandLine.RunAsync(Args(line)));
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve --grpc-port 70000")]
    [InlineData("serve --database oracle")]
    [InlineData("frobnicate")]
    public async Task CommandLine_ThatCannotBeRead_ExitsWith2(string line) =>
        Assert.Equal(2, await CommandLine.RunAsync(Args(line)));

    [Fact]
    public async Task Production_BeyondLoopback_NeedsTls()
    {
        AllianceKey.Create(Path.Combine(folder, "alliance.key"));
        foreach (var option in new[] { "--address", "--internal-address" })
        {
            var line = $"serve {option} 0.0.0.0 --grpc-port 0 --http-port 0";
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => CommandLine.RunAsync(Args(line)));
            Assert.Contains("cleartext beyond loopback", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Port_InUse_IsRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var ports = new Ports();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var refused = Assert.Throws<StartRefusedException>(() => ports.Take(IPAddress.Loopback, port, "--grpc-port"));
        Assert.Contains($"Port {port} of 127.0.0.1 is in use", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A client of several nodes goes to another one, where it would wait for the whole start of this
    /// one.</summary>
    [Fact]
    public async Task Port_Taken_TurnsCallersAwayUntilAServerListens()
    {
        using var ports = new Ports();
        var endpoint = ports.Take(IPAddress.Loopback, 0, "--grpc-port");
        using (var early = new TcpClient())
        {
            var turnedAway = await Assert.ThrowsAsync<SocketException>(async () => await early.ConnectAsync(endpoint));
            Assert.Equal(SocketError.ConnectionRefused, turnedAway.SocketErrorCode);
        }
        ports.ListeningOn(endpoint);
        using var later = new TcpClient();
        await later.ConnectAsync(endpoint);
    }

    [Fact]
    public void Port_OfTwoThatStartAtOnce_IsRefusedToTheSecond()
    {
        using Ports first = new(), second = new();
        var endpoint = first.Take(IPAddress.Loopback, 0, "--grpc-port");
        var refused = Assert.Throws<StartRefusedException>(() =>
        {
            second.Take(IPAddress.Loopback, endpoint.Port, "--grpc-port");
            first.ListeningOn(endpoint);
            second.ListeningOn(endpoint);
        });
        Assert.Contains($"Port {endpoint.Port} of 127.0.0.1 is in use", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Databases => Federation.Host.Program.Modules.Select(m => m.Name);

    [Fact]
    public void DataFolder_HeldByAnother_IsRefusedUntilLetGo()
    {
        var deployment = new DeploymentOptions { DataDirectory = folder };
        using (DataFolder.Hold(deployment, Databases))
        {
            var refused = Assert.Throws<StartRefusedException>(
                () => DataFolder.Hold(deployment, Databases));
            Assert.Contains(folder, refused.Message, StringComparison.Ordinal);
        }
        DataFolder.Hold(deployment, Databases).Dispose();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Read_AScaleOfMoneyThatNoUnitHas_IsRefused(int scale)
    {
        var refused = Assert.Throws<StartRefusedException>(
            () => HostSettings.Read(
                [new("Federation:SettlementScale",
                    scale.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
        Assert.Contains("SettlementScale must be 0 to 9", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bootstrap_SealsTheDatabaseAsProductions()
    {
        Assert.Equal(0, await CommandLine.RunAsync(Args("init-key")));
        Assert.Equal(0, await CommandLine.RunAsync(Args("bootstrap-admin --admin ann --approver bob")));
        foreach (var (line, sentence) in new[]
        {
            ("bootstrap-admin --admin ann --approver bob", "has credentials already"),
            ("serve --sandbox --grpc-port 0 --http-port 0", "production"),
            ("init-key", "There is a key"),
        })
        {
            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => CommandLine.RunAsync(Args(line)));
            Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Migrate_OfADatabaseFromBeforeTheFirstRelease_SaysWhatToDo()
    {
        Assert.Equal(0, await CommandLine.RunAsync(Args("migrate --sandbox")));
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(folder, "partners.db")};Pooling=False"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var older = database.CreateCommand();
            older.CommandText = """
                DELETE FROM migrations_history WHERE MigrationId NOT LIKE '%_Initial';
                UPDATE migrations_history SET MigrationId = '20261123171149_Initial'
                """;
            await older.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => CommandLine.RunAsync(Args("migrate --sandbox")));
        Assert.Contains("from before the first release", refused.Message, StringComparison.Ordinal);
    }

    private string[] Args(string line) => [.. line.Split(' '), "--data", folder];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

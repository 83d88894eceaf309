using System.Text.Json.Nodes;
using Federation.Client;

namespace Federation.Cli.Tests;

public sealed class SmallThingsTests
{
    [Fact]
    public void New_RequestIds_AreOfVersion7AndGrow()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => Guid.ParseExact(RequestIds.New(), "D")).ToList();
        Assert.All(ids, id => Assert.Equal(7, id.Version));
        Assert.Equal(100, ids.Distinct().Count());
    }

    [Fact]
    public void Derive_SameText_IsTheSameIdForEver()
    {
        // A replay goes on with the ids of an earlier version: they must never change.
        Assert.Equal(
            "23a26ca5-a6d9-83df-927d-5278c563d745", RequestIds.Derive("federation-replay", "row/536365-aster/earn"));
        var id = Guid.ParseExact(RequestIds.Derive("a", "bc"), "D");
        Assert.Equal(8, id.Version);
        Assert.Equal(0x8, id.Variant & 0xC);
        Assert.Equal(RequestIds.Derive("a", "bc"), RequestIds.Derive("a", "bc"));
        Assert.NotEqual(RequestIds.Derive("a", "bc"), RequestIds.Derive("ab", "c"));
    }

    [Theory]
    [InlineData("1d", "2011-12-02T01:00:00Z")]
    [InlineData("12h", "2011-12-01T13:00:00Z")]
    [InlineData("30m", "2011-12-01T01:30:00Z")]
    [InlineData("2012-01-01", "2012-01-01T00:00:00Z")]
    [InlineData("2012-01-01T08:30:00Z", "2012-01-01T08:30:00Z")]
    public void After_LengthOrMoment_IsThatMoment(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment), Moments.After(DateTimeOffset.Parse("2011-12-01T01:00:00Z"), text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("1w")]
    [InlineData("1.5d")]
    [InlineData("2012-13-01")]
    public void After_Nonsense_IsBadInput(string text) =>
        Assert.Throws<BadInputException>(() => Moments.After(DateTimeOffset.UnixEpoch, text));

    [Theory]
    [InlineData("90d", 7_776_000)]
    [InlineData("1m", 60)]
    public void Length_GoodText_IsSoLong(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Moments.Length(text, "--for"));

    [Theory]
    [InlineData("2012-01-01")]
    [InlineData("0d")]
    [InlineData("5")]
    public void Length_Nonsense_IsBadInput(string text) =>
        Assert.Contains("--for", Assert.Throws<BadInputException>(() => Moments.Length(text, "--for")).Message);

    [Theory]
    [InlineData("aster=100:90", "coins/aster", 100, 90)]
    [InlineData("coins/dune=80:76", "coins/dune", 80, 76)]
    public void ParseValue_GoodText_IsTheValue(string text, string coin, long asks, long pays)
    {
        var value = BoardDrafting.ParseValue(text);
        Assert.Equal((coin, asks, pays), (value.Coin, value.OnValueUnits, value.OffValueUnits));
    }

    [Theory]
    [InlineData("aster=100")]
    [InlineData("aster")]
    [InlineData("aster=100:x")]
    [InlineData("aster=-1:2")]
    public void ParseValue_BadText_IsBadInput(string text) =>
        Assert.Throws<BadInputException>(() => BoardDrafting.ParseValue(text));

    [Fact]
    public void AddressesOf_CommaSeparated_AreAllThere() => Assert.Equal(
        ["http://127.0.0.1:8400/", "https://b.example/"],
        Globals.AddressesOf("http://127.0.0.1:8400, https://b.example").Select(a => a.ToString()));

    [Theory]
    [InlineData("127.0.0.1:8400")]
    [InlineData("ftp://a")]
    [InlineData(",")]
    public void AddressesOf_NoAddress_IsBadInput(string text) =>
        Assert.Throws<BadInputException>(() => Globals.AddressesOf(text));

    [Fact]
    public void SavePartner_CredentialsFile_KeepsTheRestAndIsPrivate()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "credentials.json");
        File.WriteAllText(path, """
            {"token_endpoint": "http://127.0.0.1:8401/connect/token", "note": "kept",
             "alliance": {"admin": {"client_id": "a", "client_secret": "s"}}}
            """);
        CredentialsFile.Read(path).SavePartner("aster", "id", "secret");
        var file = CredentialsFile.Read(path);
        Assert.Equal(("id", "secret"), file.Find("aster"));
        Assert.Equal(("a", "s"), file.Find("admin"));
        Assert.Equal(["admin", "aster"], file.Names);
        Assert.Null(file.Find("birch"));
        Assert.Equal("kept", JsonNode.Parse(File.ReadAllText(path))!["note"]!.GetValue<string>());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"token_endpoint\": 5}")]
    [InlineData("not json")]
    public void Parse_BadCredentialsFile_IsASentence(string text) =>
        Assert.Contains("c.json is not a credentials file",
            Assert.Throws<BadInputException>(() => CredentialsFile.Parse("c.json", text)).Message);

    [Theory]
    [InlineData("http://alliance.example/token", "clear text")]
    [InlineData("ftp://127.0.0.1/token", "not an http")]
    public void Problems_BadTokenEndpoint_SaysSo(string endpoint, string problem)
    {
        var options = new FederationOptions { TokenEndpoint = new Uri(endpoint), ClientId = "a", ClientSecret = "b" };
        options.Addresses.Add(new Uri("http://127.0.0.1:1"));
        Assert.Contains(problem, Assert.Single(options.Problems()));
    }

    [Fact]
    public void Problems_NothingSet_SaysEverythingAtOnce() => Assert.Equal(4, new FederationOptions().Problems().Count);
}

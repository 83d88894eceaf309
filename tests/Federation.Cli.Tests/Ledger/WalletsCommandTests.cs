using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli.Tests;

public sealed class WalletsCommandTests
{
    private const string W = ScriptedMembers.Name + "/wallets/aster";
    private const string H = "holds/01900000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Get_Wallet_ShowsItsLotsAndHolds()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<GetWalletRequest, GetWalletResponse>(_ => new GetWalletResponse { Wallet = Wallet() });
        var run = await alliance.RunAsync("wallets", "get", "17850", "aster");
        Assert.Equal(new GetWalletRequest { Name = W }, Assert.Single(alliance.Ledger.Requests));
        Assert.Contains([W, "1,500", "900", "100", "500", "7", "2012-06-29 00:00:00", "400", "12", "active",
            "2012-01-01 08:00:00"], run.Rows);
        Assert.Contains(["earned", "2012-06-29 00:00:00", "at once", "400", "100"], run.Rows);
        Assert.Contains(
            ["promotional", "2012-07-01 00:00:00, later with activity", "2012-01-15 00:00:00", "500", "0"], run.Rows);
        Assert.Contains(["purchased", "never", "confirmation", "600", "0"], run.Rows);
        Assert.Contains(
            [H, "open", "150", "30", "20", "100", "2012-01-08 00:00:00", "2012-01-01 00:00:00", "partners/aster",
                "order-1"], run.Rows);
        Assert.Equal(0, run.Code);

        var json = (await alliance.RunAsync("wallets", "get", "17850", "aster", "--json")).Json;
        Assert.Equal(3, json.GetProperty("wallet").GetProperty("lots").GetArrayLength());
    }

    [Theory]
    [InlineData("--as-of 2011-06-30", TimeBasis.Unspecified)]
    [InlineData("--as-of 2011-06-30 --effective", TimeBasis.Effective)]
    public async Task Get_AsOfAPastMoment_AsksForIt(string options, TimeBasis basis)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<GetWalletRequest, GetWalletResponse>(_ => new GetWalletResponse { Wallet = Wallet() });
        var run = await alliance.RunAsync(["wallets", "get", ScriptedMembers.Name, "aster", .. options.Split(' ')]);
        Assert.Equal(0, run.Code);
        Assert.Equal(
            new GetWalletRequest { Name = W, AsOfTime = At(2011, 6, 30), Basis = basis },
            Assert.Single(alliance.Ledger.Requests));
    }

    [Fact]
    public async Task Get_EffectiveWithoutAMoment_SendsNothing()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync("wallets", "get", ScriptedMembers.Name, "aster", "--effective");
        Assert.Equal((ExitCodes.BadInput, "--effective needs --as-of."), (run.Code, run.Error.Trim()));
        Assert.Empty(alliance.Ledger.Requests);
    }

    [Theory]
    [InlineData("statement")]
    [InlineData("entries")]
    public async Task Statement_OfAPeriod_HasItsLinesBetweenTheBalances(string verb)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<ListEntriesRequest, ListEntriesResponse>(r => Page(r.PageToken));
        var run = await alliance.RunAsync(
            "wallets", verb, "17850", "aster", "--from", "2011-06-01", "--to", "2011-07-01");
        Assert.Equal(
            [
                new ListEntriesRequest { Parent = W, PageSize = 100, StartTime = At(2011, 6, 1),
                    EndTime = At(2011, 7, 1) },
                new ListEntriesRequest { Parent = W, PageSize = 99, PageToken = "2", StartTime = At(2011, 6, 1),
                    EndTime = At(2011, 7, 1) },
            ],
            alliance.Ledger.Requests);
        Assert.Equal(
            [
                ["2011-06-01 00:00:00", "opening balance", "1,000"],
                ["5", "2011-06-02 00:00:00", "2011-05-30 00:00:00", "redeem", "wallet", "-300", "700",
                    "2011-06-10 00:00:00", "r1", "journals/a"],
                ["6", "2011-06-03 00:00:00", "earn", "wallet", "50", "750", "never", "journals/b"],
                ["2011-07-01 00:00:00", "closing balance", "750"],
            ],
            run.Rows.Where(cells => cells.Length > 2 && cells[0] != "version"));
    }

    [Fact]
    public async Task Statement_LongerThanTheLimit_SaysSo()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<ListEntriesRequest, ListEntriesResponse>(r => Page(r.PageToken));
        var run = await alliance.RunAsync("wallets", "statement", "17850", "aster", "--limit", "1");
        Assert.Contains("The first 1 lines; --limit shows more.", run.Output);
    }

    [Fact]
    public async Task Holds_OfAWallet_AreListedAndShown()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<ListHoldsRequest,
            ListHoldsResponse>(_ => new ListHoldsResponse { Holds = { Wallet().Holds } });
        alliance.Ledger.On<GetHoldRequest, GetHoldResponse>(_ => new GetHoldResponse { Hold = Wallet().Holds[0] });
        var list = await alliance.RunAsync("holds", "list", "17850", "aster");
        var get = await alliance.RunAsync("holds", "get", H["holds/".Length..], "--as", "aster");
        Assert.Equal([new ListHoldsRequest { Parent = W }, new GetHoldRequest { Name = H }], alliance.Ledger.Requests);
        foreach (var run in new[] { list, get })
            Assert.Contains(
                [H, "open", "150", "30", "20", "100", "2012-01-08 00:00:00", "2012-01-01 00:00:00", "partners/aster",
                    "order-1"], run.Rows);
    }

    private static ListEntriesResponse Page(string token) => new()
    {
        OpeningBalanceUnits = 1_000,
        ClosingBalanceUnits = 750,
        NextPageToken = token.Length == 0 ? "2" : "",
        Lines =
        {
            token.Length == 0
                ? new StatementLine
                {
                    Entry = new Entry
                    {
                        Kind = AccountKind.Wallet,
                        Units = -300,
                        BalanceAfterUnits = 700,
                        Version = 5,
                        Lot = new LotTerms { ExpireTime = At(2011, 6, 10) },
                    },
                    Kind = JournalKind.Redeem,
                    CreateTime = At(2011, 6, 2),
                    EffectiveTime = At(2011, 5, 30),
                    ExternalReference = "r1",
                    Journal = "journals/a",
                }
                : new StatementLine
                {
                    Entry = new Entry { Kind = AccountKind.Wallet, Units = 50, BalanceAfterUnits = 750, Version = 6,
                        Lot = new LotTerms() },
                    Kind = JournalKind.Earn,
                    CreateTime = At(2011, 6, 3),
                    Journal = "journals/b",
                },
        },
    };

    private static Wallet Wallet() => new()
    {
        Name = W,
        BalanceUnits = 1_500,
        AvailableUnits = 900,
        HeldUnits = 100,
        PendingUnits = 500,
        ReceivableUnits = 7,
        NextExpireTime = At(2012, 6, 29),
        NextExpireUnits = 400,
        Version = 12,
        State = WalletState.Active,
        UpdateTime = At(2012, 1, 1, 8),
        Lots =
        {
            new Lot { Terms = new LotTerms { Provenance = Provenance.Earned, ExpireTime = At(2012, 6, 29) },
                Units = 400, HeldUnits = 100 },
            new Lot
            {
                Terms = new LotTerms
                {
                    Provenance = Provenance.Promotional,
                    ExpireTime = At(2012, 7, 1),
                    AvailableTime = At(2012, 1, 15),
                    ExpiresWithActivity = true,
                },
                Units = 500,
            },
            new Lot { Terms = new LotTerms { Provenance = Provenance.Purchased, AwaitsConfirmation = true },
                Units = 600 },
        },
        Holds =
        {
            new Hold
            {
                Name = H,
                State = HoldState.Open,
                Units = 150,
                CapturedUnits = 30,
                ReleasedUnits = 20,
                RemainingUnits = 100,
                ExpireTime = At(2012, 1, 8),
                CreateTime = At(2012, 1, 1),
                Principal = "partners/aster",
                ExternalReference = "order-1",
            },
        },
    };

    private static Timestamp At(int year, int month, int day, int hour = 0) =>
        Timestamp.FromDateTime(new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Utc));
}

using Federation.Errors.V1;
using Federation.Partners.V1;
using static Federation.Partners.Tests.PartnersProcess;

namespace Federation.Partners.Tests;

// Each test uses brands and coins of its own, so that their order means nothing.
public abstract class ServiceTests
{
    private readonly PartnersProcess process;

    protected ServiceTests(PartnersProcess process)
    {
        Assert.SkipWhen(process.Missing is not null, process.Missing ?? "");
        this.process = process;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partner_RegisteredTwice_IsReplayedOrRefused()
    {
        var request = new RegisterPartnerRequest
        {
            RequestId = NewId(),
            PartnerId = "cedar",
            DisplayName =
            "Cedar",
            DisplayNameZh = "雪松"
        };
        var partners = process.Partners(process.Admin);
        var first = await partners.RegisterPartnerAsync(request, cancellationToken: Cancel);
        var again = await partners.RegisterPartnerAsync(request, cancellationToken: Cancel);

        Assert.False(first.Replayed);
        Assert.True(again.Replayed);
        Assert.Equal(first.Partner, again.Partner);
        Assert.Equal(first.Partner, (await partners.GetPartnerAsync(
            new GetPartnerRequest { Name = "partners/cedar" }, cancellationToken: Cancel)).Partner);
        await RefusedAsync(ErrorReason.RequestIdReused, partners.RegisterPartnerAsync(
            new RegisterPartnerRequest(request) { DisplayName = "X" }, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.AlreadyExists, partners.RegisterPartnerAsync(
            new RegisterPartnerRequest(request) { RequestId = NewId() }, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.FieldInvalid, partners.RegisterPartnerAsync(
            new RegisterPartnerRequest(request) { RequestId = NewId(), PartnerId = "alliance" },
                cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.PartnerNotFound,
            partners.GetPartnerAsync(new GetPartnerRequest { Name = "partners/nobody" }, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.RoleMissing,
            process.Partners(process.Aster).RegisterPartnerAsync(request, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Partner_Updated_KeepsWhatWasNotNamed()
    {
        var token = await process.RegisterAsync("dahlia");
        var updated = await process.Partners(token).UpdatePartnerAsync(
            new UpdatePartnerRequest { RequestId = NewId(), Name = "partners/dahlia", DisplayNameZh = "大丽花" },
                cancellationToken: Cancel);

        Assert.Equal(("dahlia", "大丽花"), (updated.Partner.DisplayName, updated.Partner.DisplayNameZh));
        Assert.Equal(
            "大丽花", (await process.DirectoryAsync()).Partners.Single(p => p.Id == "dahlia").DisplayNameZh);
        await RefusedAsync(ErrorReason.NotYours, process.Partners(process.Birch).UpdatePartnerAsync(
            new UpdatePartnerRequest { RequestId = NewId(), Name = "partners/dahlia" }, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Partner_Suspended_ReadsAndNothingElse()
    {
        var token = await process.RegisterAsync("elm");
        var version = (await process.DirectoryAsync()).Version;
        var suspend = new SuspendPartnerRequest { RequestId = NewId(), Name = "partners/elm" };
        Assert.Equal(PartnerState.Suspended, (await process.Partners(process.Admin).SuspendPartnerAsync(
            suspend, cancellationToken: Cancel)).Partner.State);

        var directory = await process.DirectoryAsync(version);
        Assert.False(directory.Unchanged);
        Assert.True(directory.Partners.Single(p => p.Id == "elm").Suspended);
        Assert.Equal("partners/elm", (await process.Partners(token).GetPartnerAsync(
            new GetPartnerRequest { Name = "partners/elm" }, cancellationToken: Cancel)).Partner.Name);
        await RefusedAsync(ErrorReason.PartnerSuspended,
            process.Coins(token).DefineCoinAsync(NewCoin("elm"), cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.PartnerSuspended, process.Credentials(token).CreateCredentialAsync(
            NewCredential("partners/elm"), cancellationToken: Cancel));

        await process.Partners(process.Admin).ResumePartnerAsync(
            new ResumePartnerRequest { RequestId = NewId(), Name = "partners/elm" }, cancellationToken: Cancel);
        Assert.Equal("coins/elm",
            (await process.Coins(token).DefineCoinAsync(NewCoin("elm"), cancellationToken: Cancel)).Coin.Name);
    }

    [Fact]
    public async Task Coin_Defined_IsReadByAllAndInTheDirectory()
    {
        var token = await process.RegisterAsync("fern");
        var request = NewCoin("fern");
        request.Expiry = new ExpiryRule { Months = 12, TimeZone = "UTC" };
        var coin = (await process.Coins(token).DefineCoinAsync(request, cancellationToken: Cancel)).Coin;

        Assert.Equal(request.Expiry, coin.Expiry);
        Assert.Equal(coin, (await process.Coins(process.Birch).GetCoinAsync(
            new GetCoinRequest { Name = "coins/fern" }, cancellationToken: Cancel)).Coin);
        var directory = await process.DirectoryAsync();
        Assert.Equal(("fern", "FERN", 2),
            directory.Coins.Where(c => c.Id == "fern").Select(c => (c.PartnerId, c.DisplayCode, c.Scale)).Single());
        Assert.True((await process.DirectoryAsync(directory.Version)).Unchanged);
        Assert.False((await process.DirectoryAsync(directory.Version - 1)).Unchanged);

        var coins = process.Coins(process.Birch);
        await RefusedAsync(
            ErrorReason.NotYours, coins.DefineCoinAsync(NewCoin("fern2", "fern"), cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.AlreadyExists,
            coins.DefineCoinAsync(NewCoin("fern", "birch", "OTHER"), cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.AlreadyExists,
            coins.DefineCoinAsync(NewCoin("other", "birch", "FERN"), cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.CoinNotFound,
            coins.GetCoinAsync(new GetCoinRequest { Name = "coins/nothing" }, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.PartnerNotFound,
            process.Coins(process.Admin).DefineCoinAsync(NewCoin("lost", "nobody"), cancellationToken: Cancel));
    }

    [Fact]
    public async Task Coin_WithExpiryAndGrace_IsTheSameWhereverItIsRead()
    {
        var token = await process.RegisterAsync("ivy");
        var request = NewCoin("ivy");
        request.Expiry = new ExpiryRule
        {
            TimeZone = "Asia/Shanghai",
            FixedDates = new FixedDates
            {
                Dates =
            { new Google.Type.Date { Month = 2, Day = 29 }, new Google.Type.Date { Month = 9, Day = 30 } }
            }
        };
        request.RestoreGraceDays = 14;
        var coins = process.Coins(token);
        var coin = (await coins.DefineCoinAsync(request, cancellationToken: Cancel)).Coin;
        var plain = (await coins.DefineCoinAsync(NewCoin("ivy-plain", "ivy", "PLAIN"), cancellationToken: Cancel)).Coin;

        Assert.Equal((request.Expiry, 14), (coin.Expiry, coin.RestoreGraceDays));
        Assert.Equal((null, 0), (plain.Expiry, plain.RestoreGraceDays));
        var listed =
            await coins.ListCoinsAsync(new ListCoinsRequest { Partner = "partners/ivy" }, cancellationToken: Cancel);
        Assert.Equal([coin, plain], listed.Coins);
        var known = (await process.DirectoryAsync()).Coins.Where(c => c.PartnerId == "ivy").ToDictionary(c => c.Id);
        Assert.Equal((request.Expiry, 14), (known["ivy"].Expiry, known["ivy"].RestoreGraceDays));
        Assert.Equal((null, 0), (known["ivy-plain"].Expiry, known["ivy-plain"].RestoreGraceDays));

        Assert.True((await coins.DefineCoinAsync(request, cancellationToken: Cancel)).Replayed);
        await RefusedAsync(ErrorReason.RequestIdReused, coins.DefineCoinAsync(
            new DefineCoinRequest(request) { RestoreGraceDays = 15 }, cancellationToken: Cancel));
        var refusal = await RefusedAsync(ErrorReason.FieldInvalid, coins.DefineCoinAsync(
            new DefineCoinRequest(request) { RequestId = NewId(), RestoreGraceDays = 366 }, cancellationToken: Cancel));
        Assert.Equal([("restore_grace_days", "must be 0 to 365")], refusal.Fields);
    }

    [Fact]
    public async Task Merchants_AreListedPageByPage()
    {
        var token = await process.RegisterAsync("grass");
        await process.Coins(token).DefineCoinAsync(NewCoin("grass"), cancellationToken: Cancel);
        var merchants = process.Merchants(token);
        foreach (var id in (string[])["shop-b", "shop-a", "shop-c"])
            await merchants.CreateMerchantAsync(NewMerchant(id), cancellationToken: Cancel);

        var list = new ListMerchantsRequest { Parent = "partners/grass", PageSize = 2 };
        var first = await merchants.ListMerchantsAsync(list, cancellationToken: Cancel);
        var second = await merchants.ListMerchantsAsync(
            new ListMerchantsRequest(list) { PageToken = first.NextPageToken }, cancellationToken: Cancel);

        Assert.Equal(
            ["partners/grass/merchants/shop-a", "partners/grass/merchants/shop-b", "partners/grass/merchants/shop-c"],
            first.Merchants.Concat(second.Merchants).Select(m => m.Name));
        Assert.Equal("", second.NextPageToken);
        Assert.Equal(
            3, (await process.DirectoryAsync()).Merchants.Count(m => m is { PartnerId: "grass", CoinId: "grass" }));
        Assert.Equal("coins/grass", (await merchants.GetMerchantAsync(new GetMerchantRequest
        {
            Name =
            "partners/grass/merchants/shop-a"
        }, cancellationToken: Cancel)).Merchant.Coin);
        await RefusedAsync(ErrorReason.PageTokenInvalid, merchants.ListMerchantsAsync(
            new ListMerchantsRequest { Parent = "partners/birch", PageToken = first.NextPageToken },
            cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.PageTokenInvalid, process.Coins(token).ListCoinsAsync(
            new ListCoinsRequest { PageToken = first.NextPageToken }, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.PartnerNotFound, merchants.ListMerchantsAsync(
            new ListMerchantsRequest { Parent = "partners/nobody" }, cancellationToken: Cancel));
        await RefusedAsync(
            ErrorReason.AlreadyExists, merchants.CreateMerchantAsync(NewMerchant("shop-a"), cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.CoinNotFound, merchants.CreateMerchantAsync(
            new CreateMerchantRequest(NewMerchant("shop-d")) { Coin = "coins/nothing" }, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.MerchantNotFound, merchants.GetMerchantAsync(
            new GetMerchantRequest { Name = "partners/grass/merchants/none" }, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Merchant_ClosedAndOpened_IsSoInTheDirectory()
    {
        var token = await process.RegisterAsync("thyme");
        await process.Coins(token).DefineCoinAsync(NewCoin("thyme"), cancellationToken: Cancel);
        var merchants = process.Merchants(token);
        await merchants.CreateMerchantAsync(
            new CreateMerchantRequest
            {
                RequestId = NewId(),
                Parent = "partners/thyme",
                MerchantId = "store",
                DisplayName = "Store",
                Coin = "coins/thyme",
            }, cancellationToken: Cancel);
        var version = (await process.DirectoryAsync()).Version;
        var close = new UpdateMerchantRequest
        {
            RequestId = NewId(),
            Name = "partners/thyme/merchants/store",
            Closed = true,
        };
        var closed = (await merchants.UpdateMerchantAsync(close, cancellationToken: Cancel)).Merchant;
        Assert.Equal(("Store", true), (closed.DisplayName, closed.Closed));
        Assert.NotNull(closed.CloseTime);
        Assert.True((await process.DirectoryAsync(version)).Merchants.Single(m => m.PartnerId == "thyme").Closed);
        Assert.True((await merchants.UpdateMerchantAsync(close, cancellationToken: Cancel)).Replayed);
        // Closed again it is closed since the first time, and a new name opens nothing.
        Assert.Equal(closed, (await merchants.UpdateMerchantAsync(
            new UpdateMerchantRequest(close) { RequestId = NewId() }, cancellationToken: Cancel)).Merchant);
        var renamed = (await merchants.UpdateMerchantAsync(
            new() { RequestId = NewId(), Name = close.Name, DisplayName = "Shop" }, cancellationToken: Cancel))
            .Merchant;
        Assert.Equal(("Shop", true), (renamed.DisplayName, renamed.Closed));
        var opened = (await merchants.UpdateMerchantAsync(
            new UpdateMerchantRequest(close) { RequestId = NewId(), Closed = false }, cancellationToken: Cancel))
            .Merchant;
        Assert.Equal((false, null), (opened.Closed, opened.CloseTime));
        Assert.False((await process.DirectoryAsync()).Merchants.Single(m => m.PartnerId == "thyme").Closed);

        await RefusedAsync(ErrorReason.NotYours, process.Merchants(process.Birch).UpdateMerchantAsync(
            new UpdateMerchantRequest(close) { RequestId = NewId() }, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.MerchantNotFound, merchants.UpdateMerchantAsync(
            new UpdateMerchantRequest(close) { RequestId = NewId(), Name = close.Name + "s" },
            cancellationToken: Cancel));
    }

    [Fact]
    public async Task PartnersAndCoins_AreListedPageByPage()
    {
        var token = await process.RegisterAsync("hazel");
        await process.Coins(token).DefineCoinAsync(NewCoin("hazel-a", "hazel", "HAZELA"), cancellationToken: Cancel);
        await process.Coins(token).DefineCoinAsync(NewCoin("hazel-b", "hazel", "HAZELB"), cancellationToken: Cancel);

        var names = new List<string>();
        var page = new ListPartnersRequest { PageSize = 1 };
        do
        {
            var answer = await process.Partners(token).ListPartnersAsync(page, cancellationToken: Cancel);
            names.AddRange(answer.Partners.Select(p => p.Name));
            page.PageToken = answer.NextPageToken;
        }
        while (page.PageToken.Length > 0);

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Superset(
            new HashSet<string> { "partners/aster", "partners/birch", "partners/hazel" }, names.ToHashSet());
        var coins = await process.Coins(token).ListCoinsAsync(
            new ListCoinsRequest { Partner = "partners/hazel", PageSize = 1 }, cancellationToken: Cancel);
        var rest = await process.Coins(token).ListCoinsAsync(new ListCoinsRequest
        {
            Partner =
            "partners/hazel",
            PageToken = coins.NextPageToken
        }, cancellationToken: Cancel);
        Assert.Equal(["coins/hazel-a", "coins/hazel-b"], coins.Coins.Concat(rest.Coins).Select(c => c.Name));
    }

    [Fact]
    public async Task UpdateCoin_ChangesCodeAndRule_OnceAndForItsIssuerAlone()
    {
        var token = await process.RegisterAsync("iris");
        var coins = process.Coins(token);
        await coins.DefineCoinAsync(NewCoin("iris-b", "iris", "IRISB"), cancellationToken: Cancel);
        await coins.DefineCoinAsync(NewCoin("iris"), cancellationToken: Cancel);
        var request = new UpdateCoinRequest
        {
            RequestId = NewId(),
            Name = "coins/iris",
            DisplayCode = "IRIS2",
            Expiry = new ExpiryRule { Days = 30, TimeZone = "Europe/London" },
        };

        var updated = await coins.UpdateCoinAsync(request, cancellationToken: Cancel);
        var again = await coins.UpdateCoinAsync(request, cancellationToken: Cancel);

        Assert.Equal(("IRIS2", 30, "Europe/London"),
            (updated.Coin.DisplayCode, updated.Coin.Expiry.Days, updated.Coin.Expiry.TimeZone));
        Assert.Equal((updated.Coin, true), (again.Coin, again.Replayed));
        Assert.Equal(request.Expiry, (await process.DirectoryAsync()).Coins.Single(c => c.Id == "iris").Expiry);
        var never = await coins.UpdateCoinAsync(
            new UpdateCoinRequest { RequestId = NewId(), Name = "coins/iris", NeverExpires = true },
            cancellationToken: Cancel);
        Assert.Equal(("IRIS2", null), (never.Coin.DisplayCode, never.Coin.Expiry));
        await RefusedAsync(ErrorReason.AlreadyExists, coins.UpdateCoinAsync(
            new UpdateCoinRequest { RequestId = NewId(), Name = "coins/iris", DisplayCode = "IRISB" },
            cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.CoinNotFound, coins.UpdateCoinAsync(
            new UpdateCoinRequest { RequestId = NewId(), Name = "coins/iris-c", DisplayCode = "IRISC" },
            cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.NotYours, process.Coins(process.Birch).UpdateCoinAsync(
            new UpdateCoinRequest(request) { RequestId = NewId() }, cancellationToken: Cancel));
    }

    [Fact]
    public async Task GiftLimit_SetAndTakenAway_IsToldToTheModules()
    {
        var coins = process.Coins(await process.RegisterAsync("lily"));
        var define = NewCoin("lily");
        define.GiftLimit = new GiftLimit { GiftsPerDay = 3, TimeZone = "Asia/Shanghai" };
        var defined = await coins.DefineCoinAsync(define, cancellationToken: Cancel);
        Assert.Equal(define.GiftLimit, defined.Coin.GiftLimit);
        Assert.Equal(define.GiftLimit, await ToldAsync());

        async Task<GiftLimit?> SetAsync(Action<UpdateCoinRequest> change)
        {
            var request = new UpdateCoinRequest { RequestId = NewId(), Name = "coins/lily" };
            change(request);
            return (await coins.UpdateCoinAsync(request, cancellationToken: Cancel)).Coin.GiftLimit;
        }

        async Task<GiftLimit?> ToldAsync() =>
            (await process.DirectoryAsync()).Coins.Single(c => c.Id == "lily").GiftLimit;

        Assert.Equal(define.GiftLimit, await SetAsync(r => r.DisplayCode = "LILY2"));
        var other = new GiftLimit { GiftsPerDay = 1 };
        Assert.Equal(other, await SetAsync(r => r.GiftLimit = other));
        Assert.Equal(other, await ToldAsync());
        Assert.Null(await SetAsync(r => r.GiftLimit = new GiftLimit { TimeZone = "Asia/Shanghai" }));
        Assert.Null(await ToldAsync());
    }

    [Fact]
    public async Task UpdateCoin_OfCoinsThatLiveByActivity_KeepsTheirRule()
    {
        var coins = process.Coins(await process.RegisterAsync("moss"));
        var define = NewCoin("moss");
        define.Expiry = new ExpiryRule { DaysAfterActivity = 30 };
        await coins.DefineCoinAsync(define, cancellationToken: Cancel);
        await RefusedAsync(ErrorReason.FieldInvalid, coins.UpdateCoinAsync(
            new UpdateCoinRequest { RequestId = NewId(), Name = "coins/moss", NeverExpires = true },
            cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.FieldInvalid, coins.UpdateCoinAsync(new UpdateCoinRequest
        {
            RequestId = NewId(),
            Name = "coins/moss",
            Expiry = new ExpiryRule { Days = 5 },
        }, cancellationToken: Cancel));
        var coin = (await coins.UpdateCoinAsync(
            new UpdateCoinRequest { RequestId = NewId(), Name = "coins/moss", DisplayCode = "MOSS2" },
            cancellationToken: Cancel)).Coin;
        Assert.Equal(("MOSS2", 30), (coin.DisplayCode, coin.Expiry.DaysAfterActivity));
    }

    [Fact]
    public async Task Answer_NotKeptAnyMore_IsRefusedAndNothingIsDoneTwice()
    {
        var request = new RegisterPartnerRequest { RequestId = NewId(), PartnerId = "nettle", DisplayName = "Nettle" };
        var partners = process.Partners(process.Admin);
        await partners.RegisterPartnerAsync(request, cancellationToken: Cancel);
        await process.AgeCommandAsync(request.RequestId, TimeSpan.FromDays(401));

        await process.SweepAsync();

        await RefusedAsync(
            ErrorReason.AnswerNotKept, partners.RegisterPartnerAsync(request, cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.RequestIdReused, partners.RegisterPartnerAsync(
            new RegisterPartnerRequest(request) { DisplayName = "X" }, cancellationToken: Cancel));
    }

    private static DefineCoinRequest NewCoin(string id, string? partner = null, string? code = null) => new()
    {
        RequestId = NewId(),
        CoinId = id,
        Partner = "partners/" + (partner ?? id),
        DisplayCode =
            code ?? id.ToUpperInvariant(),
        Scale = 2,
        DisplayName = id,
    };

    private static CreateMerchantRequest NewMerchant(string id) => new()
    {
        RequestId = NewId(),
        Parent = "partners/grass",
        MerchantId = id,
        DisplayName = id,
        Coin = "coins/grass",
    };
}

public sealed class SqliteServiceTests(SqlitePartnersProcess process)
    : ServiceTests(process), IClassFixture<SqlitePartnersProcess>;

public sealed class PostgresServiceTests(PostgresPartnersProcess process)
    : ServiceTests(process), IClassFixture<PostgresPartnersProcess>;

public sealed class SqlServerServiceTests(SqlServerPartnersProcess process)
    : ServiceTests(process), IClassFixture<SqlServerPartnersProcess>;

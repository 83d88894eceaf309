using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>Orders on the days on which a calendar is not even: of 23 and 25 hours, and 29 February. What is right is
/// computed here once more, from offsets that are written down.</summary>
public sealed class CalendarTests
{
    private const int From = 60;
    private const int To = 150;
    private const int MostADay = 3;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);
    private int number;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The changes of clocks, in their order, and a zone without any.</summary>
    /// <param name="Brand">The brand that has the zone.</param>
    /// <param name="Time">When the clocks change.</param>
    /// <param name="Before">Minutes that they are before UTC until then.</param>
    /// <param name="After">And from then on.</param>
    /// <param name="InWindow">How many half hours of that date the clocks show as 01:00 to 02:30.</param>
    /// <param name="HalfHours">How many the programme's day has in which they change.</param>
    private sealed record ClockChange(
        string Brand, DateTime Time, int Before, int After, int InWindow, int HalfHours);

    private static readonly ClockChange[] Changes =
    [
        new("newyork", Utc(2019, 3, 10, 7, 0), -300, -240, 2, 46),
        new("london", Utc(2019, 3, 31, 1, 0), 0, 60, 1, 46),
        new("shanghai", Utc(2019, 3, 31, 1, 0), 480, 480, 3, 48),
        // By half an hour.
        new("lordhowe", Utc(2019, 4, 6, 15, 0), 660, 630, 4, 49),
        new("lordhowe", Utc(2019, 10, 5, 15, 30), 630, 660, 2, 47),
        new("london", Utc(2019, 10, 27, 1, 0), 60, 0, 5, 50),
        new("newyork", Utc(2019, 11, 3, 6, 0), -240, -300, 5, 50),
    ];

    private static readonly Dictionary<string, (string Zone, int DayStart)> Zones = new(StringComparer.Ordinal)
    {
        ["newyork"] = ("America/New_York", 0),
        ["london"] = ("Europe/London", 240),
        // The very minute that is left out, and the first one after those that are there twice.
        ["lordhowe"] = ("Australia/Lord_Howe", 120),
        ["shanghai"] = ("Asia/Shanghai", 90),
    };

    /// <summary>An order each half hour around a change, all reported three days later and in no order.</summary>
    [Fact]
    public async Task Orders_WhenClocksChange_AreOfTheHourAndDayThatTheClockShows()
    {
        await using var alliance = await Alliance.StartAsync();
        var brands = new Dictionary<string, FederationClient>(StringComparer.Ordinal);
        foreach (var (brand, (zone, dayStart)) in Zones)
        {
            var first = brands[brand] = await alliance.GivenPartnerAsync(brand);
            var second = await alliance.GivenCredentialAsync(brand, CredentialRole.PartnerAdmin);
            await ProgramsMade.InForceAsync(brand, first, second, HourlyTerms(brand, zone, dayStart));
        }
        foreach (var change in Changes)
        {
            await AdvanceAsync(alliance, change.Time.AddDays(3));
            await AssertDecidedAsync(change, Zones[change.Brand].DayStart, brands[change.Brand]);
        }
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private async Task AssertDecidedAsync(ClockChange change, int dayStart, FederationClient brand)
    {
        var times = Enumerable.Range(-52, 105).Select(n => change.Time + (n * Step)).ToArray();
        new Random(change.Time.DayOfYear).Shuffle(times);
        var member = await Alliance.GivenMemberAsync(brand, $"{change.Time:O}");
        var (given, ofDay, inWindow) = (new Dictionary<DateOnly, int>(), new Dictionary<DateOnly, int>(), 0);
        foreach (var (time, placed) in times.Zip(await PlaceAsync(brand, change.Brand, member, times)))
        {
            var clock = time.AddMinutes(time < change.Time ? change.Before : change.After);
            var minute = (clock.Hour * 60) + clock.Minute;
            var day = DateOnly.FromDateTime(clock.AddDays(minute < dayStart ? -1 : 0));
            ofDay[day] = ofDay.GetValueOrDefault(day) + 1;
            var expected = new List<string> { "base" };
            if (minute is >= From and < To)
                expected.Add("window");
            if (given.GetValueOrDefault(day) < MostADay)
            {
                expected.Add("daily");
                given[day] = given.GetValueOrDefault(day) + 1;
            }
            Assert.Equal((time, Text(expected)), (time, Text(placed.Evaluation.Awards.Select(a => a.Rule))));
            if (clock.Date == change.Time.AddMinutes(change.After).Date && minute is >= From and < To)
                inWindow++;
        }
        var changed = change.Time.AddMinutes(change.After);
        var dayOfChange = DateOnly.FromDateTime(
            changed.AddDays((changed.Hour * 60) + changed.Minute < dayStart ? -1 : 0));
        Assert.Equal((change, change.InWindow, change.HalfHours), (change, inWindow, ofDay[dayOfChange]));
        Assert.Equal(MostADay, given[dayOfChange]);
    }

    /// <summary>A member who was born, and joined, on a 29 February; coins that are good for a month.</summary>
    [Fact]
    public async Task Orders_Around29February_AreOfTheirYearMonthAndBirthday()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        await alliance.Admin.Coins.DefineCoinAsync(new DefineCoinRequest
        {
            RequestId = RequestIds.New(),
            CoinId = "leap",
            Partner = "partners/aster",
            DisplayCode = "LEAP",
            DisplayName = "leap",
            Expiry = new ExpiryRule { Months = 1, TimeZone = "Asia/Shanghai" },
        });
        await ProgramsMade.InForceAsync("aster", aster, second, LeapTerms());
        await AdvanceAsync(alliance, Utc(2000, 3, 5, 0, 0));
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        await aster.MemberPrograms.SetProfileAsync(new SetProfileRequest
        {
            RequestId = RequestIds.New(),
            Member = member,
            Birthday = new Google.Type.Date { Month = 2, Day = 29 },
            JoinTime = Timestamp.FromDateTime(Utc(2000, 2, 29, 4, 0)),
        });

        // What the rules give, what the level's year counted before, and the last day of the coins.
        foreach (var (at, rules, counted, until) in new[]
        {
            (Utc(2001, 1, 31, 4, 0), "base month year", 0, Utc(2001, 2, 28, 16, 0)),
            (Utc(2001, 2, 27, 15, 59), "base month", 1_000, Utc(2001, 3, 27, 16, 0)),
            (Utc(2001, 2, 27, 16, 0), "base birthday", 0, Utc(2001, 3, 28, 16, 0)),
            (Utc(2001, 2, 28, 15, 59), "base birthday", 1_000, Utc(2001, 3, 28, 16, 0)),
            (Utc(2001, 2, 28, 16, 0), "base month", 2_000, Utc(2001, 4, 1, 16, 0)),
            (Utc(2004, 1, 31, 4, 0), "base month year", 0, Utc(2004, 2, 29, 16, 0)),
            (Utc(2004, 2, 28, 15, 59), "base month", 1_000, Utc(2004, 3, 28, 16, 0)),
            (Utc(2004, 2, 28, 16, 0), "base birthday", 0, Utc(2004, 3, 29, 16, 0)),
            (Utc(2004, 2, 29, 15, 59), "base birthday", 1_000, Utc(2004, 3, 29, 16, 0)),
            (Utc(2004, 2, 29, 16, 0), "base month", 2_000, Utc(2004, 4, 1, 16, 0)),
        })
        {
            await AdvanceAsync(alliance, at);
            var placed = (await PlaceAsync(aster, "aster", member, [at]))[0];
            Assert.Equal(
                (at, Text(rules.Split(' ')), counted),
                (at, Text(placed.Evaluation.Awards.Select(a => a.Rule)), placed.Evaluation.Tiers.Single().Counted));
            var wallet = (await aster.Ledger.GetWalletAsync(new() { Name = $"{member}/wallets/leap" })).Wallet;
            Assert.Equal(until, wallet.Lots.Max(l => l.Terms.ExpireTime.ToDateTime()));
        }
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Places a member's orders over one stream; what they came to, in their order.</summary>
    private async Task<IReadOnlyList<PlaceOrderResponse>> PlaceAsync(
        FederationClient till, string brand, string member, DateTime[] times)
    {
        using var call = till.Checkout.StreamOrders(cancellationToken: Cancel);
        foreach (var time in times)
        {
            var order = ProgramsMade.Order(brand, Timestamp.FromDateTime(time));
            (order.EventId, order.Member) = ($"{number++}", member);
            await call.RequestStream.WriteAsync(new StreamOrdersRequest
            {
                Order = new PlaceOrderRequest { Program = $"partners/{brand}/programs/main", Order = order },
            }, Cancel);
        }
        await call.RequestStream.CompleteAsync();
        var placed = new PlaceOrderResponse[times.Length];
        while (await call.ResponseStream.MoveNext(Cancel))
        {
            var answer = call.ResponseStream.Current;
            Assert.True(answer.Result.Placed is not null, answer.ToString());
            placed[answer.Number - 1] = answer.Result.Placed;
        }
        return placed;
    }

    private static async Task AdvanceAsync(Alliance alliance, DateTime to) =>
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = Timestamp.FromDateTime(to) });

    private static RuleSetTerms HourlyTerms(string coin, string zone, int dayStart)
    {
        var terms = ProgramsMade.Terms(coin);
        (terms.TimeZone, terms.DayStartMinutes) = (zone, dayStart);
        terms.Rules.Add(Gift("window"));
        terms.Rules[^1].Condition = new Condition { Time = new TimeWindow { FromMinute = From, ToMinute = To } };
        terms.Rules.Add(Gift("daily", Period.Day, MostADay));
        return terms;
    }

    private static RuleSetTerms LeapTerms()
    {
        var terms = ProgramsMade.Terms("leap");
        terms.Rules.Add(Gift("birthday"));
        terms.Rules[^1].Condition =
            new Condition { Birthday = new BirthdayWindow { Period = BirthdayPeriod.Day } };
        terms.Rules.Add(Gift("month", Period.Month, 1));
        terms.Rules.Add(Gift("year", Period.Year, 1));
        var scheme = ProgramsMade.Club();
        scheme.Period = TierPeriod.MemberYear;
        terms.TierSchemes.Add(scheme);
        return terms;
    }

    private static Rule Gift(string id, Period period = Period.Ever, long most = 1_000_000) => new()
    {
        Id = id,
        Title = new LocalizedText { En = id },
        Effects = { new Effect { Earn = new Earn { Units = 1, Promotional = true } } },
        Limits = { new Limit { Per = Per.Member, Period = period, Of = LimitedBy.Times, AtMost = most } },
    };

    private static string Text(IEnumerable<string> rules) =>
        string.Join(' ', rules.Distinct().Order(StringComparer.Ordinal));

    private static DateTime Utc(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}

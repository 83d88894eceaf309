using System.Diagnostics;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>What the console asks of boards, through the gateway, on each database: their exact rates, which are those
/// of payments, and what another board would have done, day by day.</summary>
public sealed class BoardRatesStoryTests
{
    private static readonly TimeSpan FollowLimit = TimeSpan.FromMinutes(3);

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Rates_AreThoseOfPayments_AndDaysAddUp(DatabaseKind kind)
    {
        var brands = await StoryBrands.StartAsync(kind);
        await using var alliance = brands.Alliance;
        var member = await brands.GivenMemberAsync();

        var rates = await RatesAsync(brands.Aster, new() { SampleUnits = 40, PageSize = 4 });
        Assert.Equal(6, rates.Count);
        foreach (var units in (long[])[40, 20])
        {
            var rate = (await RatesAsync(brands.Birch, new()
            {
                Sources = { "coins/aster" },
                Targets = { "coins/birch" },
                SampleUnits = units,
            })).Single();
            var paid = await PayAsync(brands, member.AtBirch, units);
            var leg = paid.Detail.Legs.Single();
            Assert.Equal((leg.Paid, leg.Gives), (rate.Sample.Paid, rate.Sample.Gives));
            Assert.Equal((leg.Gross, leg.Value, leg.Fee), (rate.Sample.Gross, rate.Sample.Value, rate.Sample.Fee));
            Assert.Equal(paid.Receipt.Shares, rate.Shares);
            Assert.Equal(891, rate.Numerator);
            await AdvanceAsync(alliance, TimeSpan.FromHours(25));
        }

        var terms = new BoardTerms { FeeBasisPoints = 30, MaximumUnits = 1000 };
        terms.Values.Add((await brands.Aster.Boards.GetBoardAsync(new())).Board.Values);
        terms.Values[0].OffValueUnits = 81;
        var draft = (await alliance.Admin.Boards.CreateDraftAsync(
            new() { RequestId = RequestIds.New(), Terms = terms })).Board.Name;
        await FollowedAsync(alliance, draft, exchanges: 2);
        var (plain, none) = await WhatIfAsync(alliance.Admin, draft, byDay: false);
        var (result, days) = await WhatIfAsync(alliance.Approver, draft, byDay: true);

        Assert.Empty(none);
        Assert.Equal(plain.Partners, result.Partners);
        Assert.Equal(2, days.Count);
        Assert.Equal(result.Exchanges, days.Sum(d => d.Exchanges));
        Assert.Equal(result.FeeAfterUnits, days.Sum(d => d.FeeAfterUnits));
        foreach (var brand in result.Partners)
            Assert.Equal(
                brand.GainUnits,
                days.SelectMany(d => d.Partners).Where(p => p.Partner == brand.Partner).Sum(p => p.GainUnits));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => WhatIfAsync(brands.Aster, draft, byDay: true));
        Assert.Equal(ErrorReason.RoleMissing, refused.Refusal.Reason);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<List<PairRate>> RatesAsync(FederationClient client, ListRatesRequest request)
    {
        var all = new List<PairRate>();
        do
        {
            var page = await client.Boards.ListRatesAsync(request);
            all.AddRange(page.Rates);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }

    private static async Task<Exchange.V1.Exchange> PayAsync(StoryBrands brands, string member, long units) =>
        (await brands.Birch.Exchanges.PayAsync(new PayRequest
        {
            RequestId = RequestIds.New(),
            Merchant = "partners/birch/merchants/till",
            Member = member,
            Pay = Alliance.Coins("aster", units),
        })).Exchange;

    private static async Task AdvanceAsync(Alliance alliance, TimeSpan by)
    {
        var now = (await alliance.Admin.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = Timestamp.FromDateTimeOffset(now + by) });
    }

    /// <summary>The list of exchanges follows the ledger.</summary>
    private static async Task FollowedAsync(Alliance alliance, string board, long exchanges)
    {
        var started = Stopwatch.GetTimestamp();
        while ((await WhatIfAsync(alliance.Admin, board, byDay: false)).Result.Exchanges < exchanges)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < FollowLimit, "The list does not follow.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<(WhatIfResult Result, List<WhatIfDay> Days)> WhatIfAsync(
        FederationClient client, string board, bool byDay)
    {
        using var call = client.Boards.WhatIf(new() { Name = board, ByDay = byDay });
        var (result, days) = (new WhatIfResult(), new List<WhatIfDay>());
        await foreach (var message in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (message.Day is { } day)
                days.Add(day);
            result = message.Result ?? result;
        }
        return (result, days);
    }
}

using Federation.Errors.V1;
using Federation.Exchange.V1;
using Grpc.Core;

namespace Federation.Exchange.Tests;

public sealed class WhatIfTests
{
    private static readonly Call Ada = Call.Of("/boards", "admins/ada");

    [Fact]
    public void Tally_OnItsOwnBoard_ChangesNothing()
    {
        var tally = NewTally(Given.Board());
        for (var units = 5; units < 200; units++)
        {
            tally.Add(Leg(Given.Pay("aster", units, "birch")));
            tally.Add(Leg(Given.PayOut("cedar", units, "dune")));
        }

        var result = tally.ToResult();

        Assert.Equal((390, 0), (result.Exchanges, result.Refused));
        Assert.Equal(result.FeeBeforeUnits, result.FeeAfterUnits);
        Assert.Equal(result.RoundingBeforeUnits, result.RoundingAfterUnits);
        Assert.All(result.Partners, p => Assert.Equal((p.PaidBeforeUnits, p.ReceivedBeforeUnits, 0),
            (p.PaidAfterUnits, p.ReceivedAfterUnits, p.GainUnits)));
        Assert.All(result.Coins, c => Assert.Equal(0, c.LiabilityUnits));
        Assert.Equal(["coins/aster", "coins/cedar"], result.Coins.Select(c => c.Coin));
    }

    [Fact]
    public void Tally_OfAPurchase_KeepsWhatWasRedeemed()
    {
        // 891 birch cost 500 aster at 90 less 1 %. At 81 less nothing they cost 44,550 / 81 = 550.
        var terms = Given.Terms(fee: 0);
        terms.Values[0].OffValueUnits = 81;
        var tally = NewTally(terms.ToRates(8, Given.Currency));
        tally.Add(Leg(Given.PayOut("aster", 891, "birch")));

        var result = tally.ToResult();

        var (aster, birch) = (result.Partners[0], result.Partners[1]);
        Assert.Equal((45_000, 44_550, 450), (aster.PaidBeforeUnits, aster.PaidAfterUnits, aster.GainUnits));
        Assert.Equal((44_550, 44_550, 0), (birch.ReceivedBeforeUnits, birch.ReceivedAfterUnits, birch.GainUnits));
        Assert.Equal((450, 0), (result.FeeBeforeUnits, result.FeeAfterUnits));
        var coin = Assert.Single(result.Coins);
        Assert.Equal((500, 550, -50), (coin.GivenBeforeUnits, coin.GivenAfterUnits, coin.LiabilityUnits));
        Assert.Equal((1, 0, 0, 1), (aster.Given, aster.Taken, birch.Given, birch.Taken));
    }

    [Fact]
    public void Tally_OfCoinsForWhatTheyAreWorth_KeepsWhatWasGiven()
    {
        // 501 birch gave 111 cedar, which 499 would have bought. At 90 they are worth 501 * 90 * 0.99 / 200 = 223.
        var terms = Given.Terms();
        (terms.Values[1].OnValueUnits, terms.Values[1].OffValueUnits) = (100, 90);
        var tally = NewTally(terms.ToRates(8, Given.Currency));
        tally.Add(Leg(Given.Pay("birch", 501, "cedar")));

        var result = tally.ToResult();

        Assert.Equal(0, Assert.Single(result.Coins).LiabilityUnits);
        Assert.Equal((22_545, 45_090), (result.Partners[0].PaidBeforeUnits, result.Partners[0].PaidAfterUnits));
        Assert.Equal((22_200, 44_600), (result.Partners[1].ReceivedBeforeUnits, result.Partners[1].ReceivedAfterUnits));
    }

    [Fact]
    public void Tally_WhatTheBoardWouldRefuse_IsCountedAndInNoSum()
    {
        var tally = NewTally(Given.Board("birch"));
        tally.Add(Leg(Given.Pay("aster", 500, "birch")));
        tally.Add(Leg(Given.Pay("birch", 500, "cedar")));
        tally.Add(Leg(Given.Pay("aster", 500, "cedar")));

        var result = tally.ToResult();

        Assert.Equal((1, 2), (result.Exchanges, result.Refused));
        Assert.Equal(500, Assert.Single(result.Coins).GivenBeforeUnits);
    }

    [Fact]
    public async Task WhatIf_OverTheListOfExchanges_TellsStepsThenTheResult()
    {
        await using var module = await Module.StartAsync();
        var board = await module.PublishAsync();
        for (var day = 0; day < 5; day++)
        {
            module.Books.Now = Given.Now.AddDays(day);
            await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Call.Of("/Pay", "partners/birch"));
        }
        await module.FollowAsync();

        var all = await RunAsync(module, new WhatIfRequest { Name = board.Name });
        var some = await RunAsync(module, new WhatIfRequest { Terms = Given.Terms(fee: 0), Days = 2 });

        Assert.Equal((5, 5), (all[^2].Step.Done, all[^2].Step.Total));
        Assert.Equal(5, all[^1].Result.Exchanges);
        Assert.Equal(all[^1].Result.FeeBeforeUnits, all[^1].Result.FeeAfterUnits);
        Assert.Equal(3, some[^1].Result.Exchanges);
        Assert.Equal((1350, 0), (some[^1].Result.FeeBeforeUnits, some[^1].Result.FeeAfterUnits));
    }

    [Fact]
    public async Task WhatIf_ByDay_SumsUpToTheResult()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        foreach (var hours in (int[])[0, 23, 24, 49, 50, 51, 100])
        {
            module.Books.Now = Given.Now.AddHours(hours);
            await module.Exchanges.Pay(Given.Pay("aster", 500 + hours, "birch"), Call.Of("/Pay", "partners/birch"));
            await module.Exchanges.Pay(Given.Pay("cedar", 70, "dune"), Call.Of("/Pay", "partners/dune"));
        }
        await module.FollowAsync();
        var terms = Given.Terms(fee: 30);
        terms.Values[0].OffValueUnits = 81;
        terms.Values.RemoveAt(3);
        var request = new WhatIfRequest { Terms = terms, ByDay = true };

        var told = await RunAsync(module, request);
        request.ByDay = false;
        var plain = await RunAsync(module, request);

        var days = told.Where(t => t.Day is not null).Select(t => t.Day).ToList();
        Assert.Equal(
            ["2026-3-1: 2", "2026-3-2: 1", "2026-3-3: 3", "2026-3-5: 1"],
            days.Select(d => $"{d.Date.Year}-{d.Date.Month}-{d.Date.Day}: {d.Exchanges}"));
        Assert.Equal(plain[^1], told[^1]);
        Assert.Equal(0, told[0].Step.Total);
        Assert.All(told.Take(told.Count - days.Count - 1), t => Assert.NotNull(t.Step));
        Assert.DoesNotContain(plain, t => t.Day is not null);
        var result = told[^1].Result;
        Assert.Equal((7L, 7L), (result.Exchanges, result.Refused));
        Assert.NotEqual(0, result.Partners[0].GainUnits);
        AssertSums(days, result);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public async Task WhatIf_ByDay_TakesSoManyDays(int days, bool good)
    {
        await using var module = await Module.StartAsync();
        var request = new WhatIfRequest { Terms = Given.Terms(), Days = days, ByDay = true };

        if (good)
            Assert.Equal(0, (await RunAsync(module, request))[^1].Result.Exchanges);
        else
            Assert.Equal(ErrorReason.FieldInvalid, await Refusals.ReasonAsync(RunAsync(module, request)));
    }

    /// <summary>Each number of the result is the sum of that of the days.</summary>
    private static void AssertSums(IReadOnlyList<WhatIfDay> days, WhatIfResult result)
    {
        Assert.Equal(result.Exchanges, days.Sum(d => d.Exchanges));
        Assert.Equal(result.Refused, days.Sum(d => d.Refused));
        Assert.Equal(result.FeeBeforeUnits, days.Sum(d => d.FeeBeforeUnits));
        Assert.Equal(result.FeeAfterUnits, days.Sum(d => d.FeeAfterUnits));
        Assert.Equal(result.RoundingBeforeUnits, days.Sum(d => d.RoundingBeforeUnits));
        Assert.Equal(result.RoundingAfterUnits, days.Sum(d => d.RoundingAfterUnits));
        Assert.Equal(result.Partners, days.SelectMany(d => d.Partners).GroupBy(p => p.Partner)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new PartnerEffect
            {
                Partner = g.Key,
                Given = g.Sum(p => p.Given),
                Taken = g.Sum(p => p.Taken),
                PaidBeforeUnits = g.Sum(p => p.PaidBeforeUnits),
                PaidAfterUnits = g.Sum(p => p.PaidAfterUnits),
                ReceivedBeforeUnits = g.Sum(p => p.ReceivedBeforeUnits),
                ReceivedAfterUnits = g.Sum(p => p.ReceivedAfterUnits),
                GainUnits = g.Sum(p => p.GainUnits),
            }));
    }

    private static async Task<List<WhatIfResponse>> RunAsync(Module module, WhatIfRequest request)
    {
        var told = new Told();
        await module.Boards.WhatIf(request, told, Ada);
        return told.Messages;
    }

    private static WhatIfTally NewTally(RateBoard board) => new(board, coin => coin);

    private static ExchangeLeg Leg(PayRequest request) =>
        Assert.Single(PayPlan.For(request, Given.Directory(), Given.Consent(), Given.Board()).Detail!.Legs);

    private sealed class Told : IServerStreamWriter<WhatIfResponse>
    {
        public List<WhatIfResponse> Messages { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(WhatIfResponse message)
        {
            Messages.Add(message.Clone());
            return Task.CompletedTask;
        }

        public Task WriteAsync(WhatIfResponse message, CancellationToken cancellationToken) => WriteAsync(message);
    }
}

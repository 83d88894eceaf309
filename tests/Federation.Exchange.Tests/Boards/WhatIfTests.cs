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

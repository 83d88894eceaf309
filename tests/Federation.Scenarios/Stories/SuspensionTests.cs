using Federation.Client;
using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Scenarios;

/// <summary>Walks the table of what a suspension stops: every command, with cedar on each of its sides, while cedar is
/// suspended and as soon as it is resumed.</summary>
public sealed class SuspensionTests
{
    /// <summary>A payment's target is the brand that sends it; other commands move the sender's own coins.</summary>
    private static readonly string[] OfSeveralBrands =
        ["CreateQuote", "Pay", "Authorize", "Convert", "Capture", "Refund", "UndoConvert", "Release"];

    private static readonly string[] OfTwoBrandsBesideTheCaller = ["Convert", "UndoConvert"];

    [Fact]
    public async Task Suspend_StopsWhatTheTableSays_AndResumingLetsItGoOnAtOnce()
    {
        await using var world = await SuspendedBrand.StartAsync();
        var calls = await SuspendedCalls.OfAsync(world);
        Assert.Equal(Expected().Order(), calls.Select(c => (c.Method, c.Side)).Order());

        await world.SuspendAsync();
        var said = new List<string>();
        foreach (var call in calls)
            said.Add($"{call.Method} {call.Side}: {await ReasonAsync(call.SendAsync)}");
        Assert.Equal(calls.Select(c => $"{c.Method} {c.Side}: {(Stops(c) ? "PARTNER_SUSPENDED" : "")}"), said);

        await world.ResumeAsync();
        said.Clear();
        foreach (var call in calls.Where(Stops))
            said.Add($"{call.Method} {call.Side}: {await ReasonAsync(call.SendAsync)}");
        // Nobody asked for cedar's approval of the board.
        Assert.Equal(
            calls.Where(Stops)
            .Select(c =>
                $"{c.Method} {c.Side}: "
                + $"{(c.Method.EndsWith("/ApproveBoard", StringComparison.Ordinal) ? "NOT_YOURS" : "")}"),
            said);
        await world.Alliance.AssertBooksAsync();
        world.Alliance.Deployment.Errors.AssertNone();
    }

    private static bool Stops(SuspendedCall call) => Suspensions.ByMethod[call.Method].Stops.HasFlag(call.Side);

    /// <summary>Each row with each side that another brand than the caller can have in it.</summary>
    private static IEnumerable<(string Method, Sides Side)> Expected()
    {
        foreach (var method in Suspensions.ByMethod.Keys)
        {
            var (name, exchange) =
                (method[(method.LastIndexOf('/') + 1)..], method.Contains(".exchange.", StringComparison.Ordinal));
            yield return (method, Sides.Caller);
            if (exchange && OfSeveralBrands.Contains(name))
                yield return (method, Sides.Source);
            if (exchange && OfTwoBrandsBesideTheCaller.Contains(name))
                yield return (method, Sides.Target);
        }
    }

    private static async Task<string> ReasonAsync(Func<Task> call)
    {
        try
        {
            await call();
            return "";
        }
        catch (RefusedException e)
        {
            return e.Refusal.ReasonName;
        }
    }

    [Fact]
    public async Task Earn_OfACoinDefinedThatMoment_IsTaken()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var member = await Alliance.GivenMemberAsync(aster, "1");
        for (var n = 0; n < 30; n++)
        {
            await alliance.GivenCoinAsync("aster", $"coin{n}");
            await Alliance.EarnAsync(aster, $"coin{n}", member, 5);
        }
        await alliance.AssertBooksAsync();
    }

    [Fact]
    public async Task Pay_AtATillCreatedThatMoment_IsTaken()
    {
        await using var world = await SuspendedBrand.StartAsync();
        for (var n = 0; n < 10; n++)
        {
            await world.Alliance.Admin.Merchants.CreateMerchantAsync(new()
            {
                RequestId = RequestIds.New(),
                Parent = "partners/birch",
                MerchantId = $"new{n}",
                DisplayName = "New",
                Coin = "coins/birch"
            });
            await world.Birch.Exchanges.PayAsync(new PayRequest
            {
                RequestId = RequestIds.New(),
                Merchant = $"partners/birch/merchants/new{n}",
                Member = world.AtBirch,
                Pay = Alliance.Coins("cedar", 10),
            });
        }
    }
}

using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>A rule was wrong: who would have got what is proposed, approved by another person and posted, through the
/// gateway. Each figure was computed by hand.</summary>
public sealed class CorrectionStoryTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>One coin for 10 yuan was given, and should have been one for 5.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coins_ThatWereNotGiven_AreGivenOnce(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, bob, program) = await GivenProgramAsync(alliance, wrong: 1000, right: 500);
        var (ann, ben, dan) = (await Alliance.GivenMemberAsync(aster, "ann"),
            await Alliance.GivenMemberAsync(aster, "ben"), await Alliance.GivenMemberAsync(aster, "dan"));
        var whole = await CorrectionsMade.PlaceAsync(aster, program, ann, "a1", (1, 10_000));
        var part = await CorrectionsMade.PlaceAsync(aster, program, ann, "a2", (3, 2000));
        await ReturnAsync(aster, part, "r1", 1);
        var cancelled = await CorrectionsMade.PlaceAsync(aster, program, ben, "b1", (1, 5000));
        await aster.Checkout.CancelOrderAsync(new() { Name = cancelled });
        await CorrectionsMade.PlaceAsync(aster, program, ben, "b2", (1, 9000));
        // Too little for a coin then: dan has no wallet.
        await CorrectionsMade.PlaceAsync(aster, program, dan, "d1", (1, 500));
        Assert.Equal((14, 9), (await BalanceAsync(aster, ann), await BalanceAsync(aster, ben)));

        var request = await CorrectionsMade.ProposalAsync(aster, program);
        var proposed = (await CorrectionsMade.ProposeAsync(aster, request)).Correction;
        Assert.Equal((5, 0, 0, 3), (proposed.Orders, proposed.UnearnedOrders, proposed.UnknownOrders, proposed.Lines));
        Assert.Equal(new CorrectionSum { Coin = "coins/aster", GiveUnits = 24 }, Assert.Single(proposed.Sums));
        var again = await CorrectionsMade.ProposeAsync(aster, request);
        Assert.True(again.Replayed);
        Assert.Equal(proposed, again.Correction);
        Assert.Equal(
            new Dictionary<string, (long, long, long)>
            {
                [ann] = (14, 28, 14),
                [ben] = (9, 18, 9),
                [dan] = (0, 1, 1),
            }, (await CorrectionsMade.LinesAsync(aster, proposed.Name))
                .ToDictionary(l => l.Member, l => (l.EarnedUnits, l.DueUnits, l.DifferenceUnits)));
        // Nothing is posted yet, and the one who proposed cannot approve.
        await AssertRefusedAsync(ErrorReason.SamePerson, () => CorrectionsMade.ApproveAsync(aster, proposed));
        await AssertRefusedAsync(ErrorReason.CorrectionOpen, async () => await CorrectionsMade.ProposeAsync(
            aster, await CorrectionsMade.ProposalAsync(aster, program)));
        Assert.Equal(14, await BalanceAsync(aster, ann));

        Assert.Equal(CorrectionState.Approved, (await CorrectionsMade.ApproveAsync(bob, proposed)).State);
        var done = await CorrectionsMade.DoneAsync(aster, proposed.Name);
        Assert.Equal((3, 24, 0), (done.DoneLines, done.Sums[0].GivenUnits, done.Sums[0].TakenUnits));
        Assert.Equal(proposed.Digest, done.Digest);
        Assert.Equal(
            (28, 18, 1),
            (await BalanceAsync(aster, ann), await BalanceAsync(aster, ben), await BalanceAsync(aster, dan)));
        await AssertJournalAsync(aster, done, ann);

        // Nothing differs any more.
        var second = await ProposeAsync(aster, program);
        Assert.Equal((CorrectionState.NoDifference, 0), (second.State, second.Lines));
        await AssertRefusedAsync(
            ErrorReason.CorrectionNotProposed, () => CorrectionsMade.ApproveAsync(bob, second));

        // What comes back later is taken back by the order's own rules; what was given besides by the next correction.
        await ReturnAsync(aster, whole, "r2", 1);
        Assert.Equal(18, await BalanceAsync(aster, ann));
        var third = await ProposeAsync(aster, program);
        var line = Assert.Single(await CorrectionsMade.LinesAsync(aster, third.Name));
        Assert.Equal((ann, 18, 8, -10), (line.Member, line.EarnedUnits, line.DueUnits, line.DifferenceUnits));
        await CorrectionsMade.ApproveAsync(bob, third);
        await CorrectionsMade.DoneAsync(aster, third.Name);
        Assert.Equal(8, await BalanceAsync(aster, ann));
        Assert.Equal(
            [third.Name, second.Name, proposed.Name],
            (await aster.Corrections.ListCorrectionsAsync(new() { Parent = program })).Corrections.Select(c => c.Name));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>One coin for 5 yuan was given, and should have been one for 10. What a member has spent stays spent;
    /// and what was taken is not taken once more when the goods come back.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coins_ThatWereGivenTooMuch_AreTakenAsFarAsTheyAreThere(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, bob, program) = await GivenProgramAsync(alliance, wrong: 500, right: 1000);
        var members = new Dictionary<string, (string Member, string Order)>(StringComparer.Ordinal);
        foreach (var who in new[] { "eve", "fay", "gus", "hal" })
        {
            var member = await Alliance.GivenMemberAsync(aster, who);
            members[who] = (member, await CorrectionsMade.PlaceAsync(aster, program, member, who, (2, 5000)));
        }
        await aster.Ledger.RedeemAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = members["fay"].Member,
            Amount = Alliance.Coins("aster", 15),
            Merchant = "partners/aster/merchants/till",
        });
        var proposed = await ProposeAsync(aster, program);
        Assert.Equal((4, 40), (proposed.Lines, proposed.Sums[0].TakeUnits));
        await aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = members["gus"].Member });
        await ReturnAsync(aster, members["hal"].Order, "r", 1);
        await CorrectionsMade.ApproveAsync(bob, proposed);
        var done = await CorrectionsMade.DoneAsync(aster, proposed.Name);

        var lines = (await CorrectionsMade.LinesAsync(aster, done.Name)).ToDictionary(
            l => members.Single(m => m.Value.Member == l.Member).Key,
            l => (l.DifferenceUnits, l.PostedUnits, l.State, l.RefusalReason));
        Assert.Equal((-10, -10, CorrectionLineState.Posted, ""), lines["eve"]);
        Assert.Equal((-10, -5, CorrectionLineState.PartlyPosted, ""), lines["fay"]);
        Assert.Equal((-10, 0, CorrectionLineState.Refused, "NOT_LINKED"), lines["gus"]);
        Assert.Equal((-10, 0, CorrectionLineState.OrdersChanged, ""), lines["hal"]);
        Assert.Equal(15, done.Sums[0].TakenUnits);

        // Eve's order gave 10 in all, fay's 15, hal's 20 less 10.
        Assert.Equal(10, await BalanceAsync(aster, members["eve"].Member));
        await ReturnAsync(aster, members["eve"].Order, "r1", 1);
        Assert.Equal(0, await BalanceAsync(aster, members["eve"].Member));
        await ReturnAsync(aster, members["eve"].Order, "r2", 1);
        await ReturnAsync(aster, members["fay"].Order, "r", 2);
        await ReturnAsync(aster, members["hal"].Order, "r2", 1);
        Assert.Equal((0, 0), await CoinsAsync(aster, members["eve"].Member));
        Assert.Equal((0, 15), await CoinsAsync(aster, members["fay"].Member));
        Assert.Equal((0, 0), await CoinsAsync(aster, members["hal"].Member));

        var left = Assert.Single(await CorrectionsMade.LinesAsync(aster, (await ProposeAsync(aster, program)).Name));
        Assert.Equal((members["gus"].Member, -10), (left.Member, left.DifferenceUnits));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>The node dies while it posts; when it is there again, each line is posted once.</summary>
    [Fact]
    public async Task Correction_WhoseNodeIsKilled_IsPostedOnce()
    {
        const int Members = 60;
        await using var alliance = await Alliance.StartAsync();
        var (aster, bob, program) = await GivenProgramAsync(alliance, wrong: 1000, right: 500);
        var members = new List<string>();
        for (var i = 0; i < Members; i++)
        {
            members.Add(await Alliance.GivenMemberAsync(aster, $"m{i}"));
            await CorrectionsMade.PlaceAsync(aster, program, members[i], $"o{i}", (1, 10_000 + (i * 1000)));
        }
        var proposed = await ProposeAsync(aster, program);
        await CorrectionsMade.ApproveAsync(bob, proposed);
        var name = proposed.Name;
        while ((await aster.Corrections.GetCorrectionAsync(new() { Name = name })).Correction.DoneLines == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await alliance.Deployment.KillAsync();
        await alliance.Deployment.RestartAsync();

        var done = await CorrectionsMade.DoneAsync(aster, name);
        Assert.Equal((Members, Members), (done.Lines, done.DoneLines));
        for (var i = 0; i < Members; i++)
            Assert.Equal(20 + (i * 2), await BalanceAsync(aster, members[i]));
        Assert.Equal(CorrectionState.NoDifference, (await ProposeAsync(aster, program)).State);
        await alliance.AssertBooksAsync();
    }

    /// <summary>Goods come back while the correction is posted: whoever is second knows of the first.</summary>
    [Fact]
    public async Task Returns_DuringACorrection_NeverTakeMoreThanTheOrderGave()
    {
        const int Members = 30;
        await using var alliance = await Alliance.StartAsync();
        var (aster, bob, program) = await GivenProgramAsync(alliance, wrong: 500, right: 1000);
        var orders = new List<(string Member, string Order)>();
        for (var i = 0; i < Members; i++)
        {
            var member = await Alliance.GivenMemberAsync(aster, $"m{i}");
            orders.Add((member, await CorrectionsMade.PlaceAsync(aster, program, member, $"o{i}", (1, 10_000))));
        }
        var proposed = await ProposeAsync(aster, program);
        await CorrectionsMade.ApproveAsync(bob, proposed);
        while ((await aster.Corrections.GetCorrectionAsync(new() { Name = proposed.Name })).Correction.DoneLines == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await Task.WhenAll(orders.Select(o => ReturnAsync(aster, o.Order, "r", 1)));

        await CorrectionsMade.DoneAsync(aster, proposed.Name);
        foreach (var (member, _) in orders)
            Assert.Equal((0, 0), await CoinsAsync(aster, member));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<(FederationClient Aster, FederationClient Bob, string Program)> GivenProgramAsync(
        Alliance alliance, long wrong, long right)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var bob = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        return (aster, bob, await CorrectionsMade.WrongAsync(
            "aster", "main", aster, bob, CorrectionsMade.Terms("aster", wrong), CorrectionsMade.Terms("aster", right)));
    }

    private static async Task<Correction> ProposeAsync(FederationClient aster, string program) =>
        (await CorrectionsMade.ProposeAsync(aster, await CorrectionsMade.ProposalAsync(aster, program))).Correction;

    /// <summary>The member's last journal is the Adjust, with the reason; that of which it is a part names the
    /// correction.</summary>
    private static async Task AssertJournalAsync(FederationClient aster, Correction correction, string member)
    {
        var line = (await CorrectionsMade.LinesAsync(aster, correction.Name)).Single(l => l.Member == member);
        var head = (await aster.Ledger.GetJournalAsync(new() { Name = line.Journal })).Journal;
        Assert.Equal(JournalKind.Program, head.Kind);
        var detail = head.Detail.Unpack<CorrectionDetail>();
        Assert.Equal(
            (correction.Name, line.Number, correction.Digest, correction.Reason, 14, 14),
            (detail.Correction, detail.Line, detail.Digest, detail.Reason, detail.DifferenceUnits,
                detail.PostedUnits));
        var entry = (await aster.Ledger.ListEntriesAsync(new() { Parent = $"{member}/wallets/aster" })).Lines[^1];
        Assert.Equal((JournalKind.Adjust, correction.Name), (entry.Kind, entry.ExternalReference));
        var adjust = (await aster.Ledger.GetJournalAsync(new() { Name = entry.Journal })).Journal;
        Assert.Equal((correction.ReasonCode, head.Name), (adjust.ReasonCode, adjust.Bundle));
        await AssertRefusedAsync(ErrorReason.BelongsToProgram, async () => await aster.Ledger.ReverseAsync(
            new() { RequestId = RequestIds.New(), Journal = adjust.Name }));
    }

    private static async Task ReturnAsync(FederationClient aster, string order, string id, int quantity) =>
        await aster.Checkout.ReturnOrderAsync(new()
        {
            Name = order,
            ReturnId = id,
            Lines = { new ReturnedLine { Number = 1, Quantity = quantity } },
        });

    private static Task<long> BalanceAsync(FederationClient aster, string member) =>
        Alliance.BalanceOfAsync(aster, "aster", member);

    /// <summary>What the member has, and what it owes.</summary>
    private static async Task<(long Balance, long Owed)> CoinsAsync(FederationClient aster, string member)
    {
        var wallet = (await aster.Ledger.GetWalletAsync(
            new GetWalletRequest { Name = $"{member}/wallets/aster" })).Wallet;
        return (wallet.BalanceUnits, wallet.ReceivableUnits);
    }

    private static async Task AssertRefusedAsync(ErrorReason reason, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(call);
        Assert.Equal(reason, refused.Refusal.Reason);
    }
}

using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>What is found in a programme's orders at night, through the gateway, on each database.</summary>
public sealed class NightStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private int number;
    private Timestamp begin = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>Three members with one card are found, once; a person confirms it, and nothing moves.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Star_IsFoundInTheNight_AndDecidedByAPerson(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, wei) = await GivenAsync(alliance);
        var members = new List<string>();
        foreach (var who in new[] { "ann", "ben", "cid" })
        {
            members.Add(await Alliance.GivenMemberAsync(aster, who));
            await PlaceAsync(aster, members[^1], payer: 7);
        }
        await AdvanceAsync(alliance, days: 1);

        var found = await FoundAsync(aster, CaseState.Open);
        Assert.Equal((CaseKind.Star, ""), (found.Kind, found.Order));
        Assert.Equal(members.Order(StringComparer.Ordinal), found.Members.Order(StringComparer.Ordinal));
        Assert.Equal(30, Assert.Single(found.Coins).Units);
        Assert.Contains("3 members placed one order each", Assert.Single(found.Signals).En, StringComparison.Ordinal);
        Assert.Equal(found, (await aster.Cases.GetCaseAsync(new() { Name = found.Name })).Case);
        var birch = await alliance.GivenPartnerAsync("birch");
        var yan = await alliance.GivenPersonAsync("birch", birch, "yan");
        await AssertRefusedAsync(
            ErrorReason.CaseNotFound, () => birch.Cases.GetCaseAsync(new() { Name = found.Name }).ResponseAsync);
        await AssertRefusedAsync(ErrorReason.CaseNotFound, () => DecideAsync(yan, found, CaseState.Confirmed));
        await AssertRefusedAsync(ErrorReason.PersonRequired, () => DecideAsync(aster, found, CaseState.Confirmed));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, () => DecideAsync(wei, found, CaseState.AgainstMember));

        var deciding = RisksMade.Deciding(found.Name, CaseState.Confirmed);
        var decided = (await wei.Cases.DecideCaseAsync(deciding)).Case;
        Assert.Equal(
            (CaseState.Confirmed, "looked at", "partners/aster/users/wei"),
            (decided.State, decided.Reason, decided.Decider));
        Assert.True((await wei.Cases.DecideCaseAsync(deciding)).Replayed);
        await AssertRefusedAsync(ErrorReason.CaseDecided, () => DecideAsync(wei, found, CaseState.Cleared));
        foreach (var member in members)
            Assert.Equal(10, await Alliance.BalanceOfAsync(aster, "aster", member));

        // The next night looks at the same orders, and finds nothing again.
        await AdvanceAsync(alliance, days: 2);
        var night = await NightAsync(aster, orders: 3, cases: 0);
        Assert.True(night.Night > found.CreateTime);
        Assert.Equal(decided, Assert.Single((await aster.Cases.ListCasesAsync(new() { Program = Program })).Cases));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Two orders of which most came back; nobody looks at the case, so it is cleared.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Returns_AreFoundInTheNight_AndClearedByTheDeadline(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, _) = await GivenAsync(alliance);
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        foreach (var back in new[] { 1, 2 })
        {
            var order = await PlaceAsync(aster, ann, payer: null, quantity: 2);
            var returning = new ReturnOrderRequest
            {
                Name = order,
                ReturnId = "r",
                Lines = { new ReturnedLine { Number = 1, Quantity = back } },
            };
            await aster.Checkout.ReturnOrderAsync(returning);
            Assert.True((await aster.Checkout.ReturnOrderAsync(returning)).Replayed);
        }
        await AdvanceAsync(alliance, days: 1);
        var found = await FoundAsync(aster, CaseState.Open);
        Assert.Equal((CaseKind.Returns, ann), (found.Kind, Assert.Single(found.Members)));
        Assert.Equal(
            "30.00 CNY of 40.00 CNY was returned, of 2 of 2 orders in 90 days; 75 % or more of it is looked at.",
            Assert.Single(found.Signals).En);
        Assert.Equal(10, Assert.Single(found.Coins).Units);

        await AdvanceAsync(alliance, days: 9);
        var cleared = await FoundAsync(aster, CaseState.Cleared);
        Assert.Equal((found.Name, "", ""), (cleared.Name, cleared.Reason, cleared.Decider));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private async Task<(FederationClient Aster, FederationClient Wei)> GivenAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.NightlyChecks = new NightlyChecks
        {
            StarMembers = 3,
            ReturnOrders = 2,
            ReturnBasisPoints = 7_500,
            ReturnMinorUnits = 3_000,
        };
        begin = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return (aster, await alliance.GivenPersonAsync("aster", aster, "wei"));
    }

    /// <returns>The order's name.</returns>
    private async Task<string> PlaceAsync(FederationClient till, string member, byte? payer, int quantity = 1)
    {
        var order = ProgramsMade.Order("aster", begin);
        (order.EventId, order.Member) = ($"{++number}", member);
        (order.Lines[0].ListMinorUnits, order.Lines[0].Quantity) = (1_000, quantity);
        if (payer is { } whose)
            order.PayerHash = RisksMade.Hash(whose);
        return (await till.Checkout.PlaceOrderAsync(
            new() { Program = Program, Order = order, State = OrderState.Completed })).OrderName;
    }

    private static Task<DecideCaseResponse> DecideAsync(FederationClient person, Case found, CaseState verdict) =>
        person.Cases.DecideCaseAsync(RisksMade.Deciding(found.Name, verdict)).ResponseAsync;

    private async Task AdvanceAsync(Alliance alliance, int days) =>
        await alliance.Admin.Clock.AdvanceClockAsync(new()
        {
            RequestId = RequestIds.New(),
            Now = begin + Duration.FromTimeSpan(TimeSpan.FromDays(days)),
        });

    /// <summary>The programme's only case, once it is in a state.</summary>
    private static async Task<Case> FoundAsync(FederationClient brand, CaseState state)
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            var cases = (await brand.Cases.ListCasesAsync(new() { Program = Program })).Cases;
            if (cases.Count > 0 && Assert.Single(cases).State == state)
                return cases[0];
            Assert.True(since.Elapsed < Patience, $"There is no case that is {state}.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<NightlyRun> NightAsync(FederationClient brand, long orders, int cases)
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            var night = (await brand.Cases.ListCasesAsync(new() { Program = Program })).LastNight;
            if ((night?.Orders, night?.Cases) == (orders, cases))
                return night!;
            Assert.True(since.Elapsed < Patience, $"The last night is {night}.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task AssertRefusedAsync(ErrorReason reason, Func<Task> call) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<RefusedException>(call)).Refusal.Reason);
}

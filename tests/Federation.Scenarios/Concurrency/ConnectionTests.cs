using System.Collections.Concurrent;
using System.Diagnostics;
using Federation.Client;
using Federation.Partners.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Commands that ask another module leave the pool's connections to those that need one.</summary>
[Collection(nameof(WholeMachine))]
public sealed class ConnectionTests(ITestOutputHelper output)
{
    private const int Connections = 10;
    private const int CredentialCommands = 120;
    private const int Leaving = 20;
    private const int Payers = 10;

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    /// <summary>
    /// Each of these commands once held a connection while it waited for a second one: with more of them than
    /// connections, none ever got it.
    /// </summary>
    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task CommandsThatAskOtherModules_MoreThanConnections_AllEnd_AndPaymentsBesideThem(DatabaseKind kind)
    {
        await using var alliance = new Alliance(
            await Deployment.OnAsync(await Deployment.NewDatabaseAsync(kind), Connections));
        var aster = await alliance.GivenPartnerAsync("aster");
        var birch = await alliance.GivenPartnerAsync("birch");
        await alliance.GivenBoardAsync(100, ("aster", 120, 100), ("birch", 150, 140));
        var payers = new List<string>();
        for (var i = 0; i < Payers; i++)
        {
            var member = await Alliance.GivenMemberAsync(aster, $"payer-{i}");
            payers.Add(await Alliance.GivenLinkAsync(aster, member, birch, $"payer-{i}"));
            await Alliance.GivenConsentAsync(aster, member);
            await Alliance.EarnAsync(aster, "aster", member, 100_000);
        }
        var leaving = new List<string>();
        for (var i = 0; i < Leaving; i++)
            leaving.Add(await Alliance.GivenMemberAsync(aster, $"leaving-{i}"));
        // Beyond what one brand may have.
        var brands = new List<FederationClient>();
        for (var i = 0; i < 4; i++)
            brands.Add(await alliance.GivenPartnerAsync($"brand{i}"));

        using var done = new CancellationTokenSource();
        var times = new ConcurrentBag<TimeSpan>();
        var paying = payers.Select(p => PayUntilAsync(birch, p, times, () => done.IsCancellationRequested)).ToList();
        var commands = Enumerable.Range(0, CredentialCommands).Select(i => CreateAsync(brands[i % 4], $"brand{i % 4}"))
            .Concat(leaving.Take(Leaving / 2).Select(m => aster.Members.UnlinkMemberAsync(
                new() { RequestId = RequestIds.New(), Name = m }).ResponseAsync))
            .Concat(leaving.Skip(Leaving / 2).Select(m => (Task)aster.Members.RequestClosureAsync(
                new() { RequestId = RequestIds.New(), Name = m }).ResponseAsync));
        await Task.WhenAll(commands);
        await done.CancelAsync();
        await Task.WhenAll(paying);

        Assert.NotEmpty(times);
        var sorted = times.Order().ToList();
        output.WriteLine(
            $"{sorted.Count} payments beside {CredentialCommands + Leaving} commands over {Connections} connections: "
            + $"median "
            + $"{sorted[sorted.Count / 2].TotalMilliseconds:0} ms, p99 "
            + $"{sorted[sorted.Count * 99 / 100].TotalMilliseconds:0} ms");
        await alliance.AssertBooksAsync();
    }

    private static async Task CreateAsync(FederationClient owner, string brand)
    {
        var made = await owner.Credentials.CreateCredentialAsync(new CreateCredentialRequest
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + brand,
            DisplayName = "one of many",
            Role = CredentialRole.PartnerService,
        });
        Assert.NotEmpty(made.Credential.ClientId);
    }

    private static async Task PayUntilAsync(
        FederationClient till, string member, ConcurrentBag<TimeSpan> times, Func<bool> isDone)
    {
        while (!isDone())
        {
            var started = Stopwatch.GetTimestamp();
            await till.Exchanges.PayAsync(new()
            {
                RequestId = RequestIds.New(),
                Member = member,
                Merchant = "partners/birch/merchants/till",
                Amount = Alliance.Coins("birch", 1),
            }, cancellationToken: CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started));
        }
    }
}

using Federation.Client;
using Federation.Messages.Tests;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Winners of draws get mails, once, whatever happens to the nodes that send them.</summary>
public sealed class PrizeMailTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>Five members, three cups: all winners are told; one who has not claimed is reminded, and its cup is
    /// passed on, which the next one is told.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Winners_AreMailedOnce_AlsoWhenANodeIsKilled(DatabaseKind kind)
    {
        await using var mails = new MailServer();
        await using var alliance = await Mails.StartAsync(kind, mails.Port);
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var addresses = await Mails.GivenMembersAsync(aster, 5);
        var draw = await GivenDrawAsync(alliance, aster, second, addresses.Keys);
        var offered = (await aster.Draws.ListWinnersAsync(new() { Name = draw })).Winners;
        await Mails.AwaitAsync(mails, 3);
        Assert.Equal(
            offered.Select(w => addresses[w.Member]).Order(StringComparer.Ordinal),
            Mails.AddresseesOf(mails, "Your ticket won in “Spring draw”: A cup. Claim it until ")
                .Order(StringComparer.Ordinal));

        foreach (var winner in offered.Take(2))
            await aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(draw, winner.Member, winner.Place));
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(6) + TimeSpan.FromHours(1));
        await Mails.AwaitAsync(mails, 4);
        Assert.Equal(
            [addresses[offered[2].Member]],
            Mails.AddresseesOf(mails, "Your prize in “Spring draw” is still waiting: A cup."));

        await alliance.Deployment.KillAsync();
        await alliance.Deployment.RestartAsync();
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(1));
        await Mails.AwaitAsync(mails, 5);
        var next = (await aster.Draws.ListWinnersAsync(new() { Name = draw })).Winners[3];
        Assert.Equal(
            [addresses[next.Member]],
            Mails.AddresseesOf(mails, "A prize of “Spring draw” was not claimed, and it is now yours: A cup."));

        // What is sent later comes behind: nothing was made twice.
        foreach (var member in addresses.Keys)
            await Mails.SendLastAsync(aster, member);
        await Mails.AwaitAsync(mails, 10);
        var made = await aster.Messages.ListDeliveriesAsync(
            new() { Parent = Mails.Parent, Kind = MessageKind.Prizes, Channel = MessageChannel.Email });
        Assert.Equal(5, made.Deliveries.Count);
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<string> GivenDrawAsync(
        Alliance alliance, FederationClient aster, FederationClient second, IEnumerable<string> members)
    {
        var draw = await DrawsMade.OpenAsync(aster, "spring", "aster", 0, t =>
        {
            (t.ClaimDays, t.ClaimRounds) = (7, 2);
            t.Prizes.Clear();
            t.Prizes.Add(new DrawPrize { Title = new() { En = "A cup" }, Count = 3 });
        });
        foreach (var member in members)
            await aster.Draws.EnterDrawAsync(DrawsMade.Entering(draw, member));
        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(1));
        await DrawsMade.DrawAsync(aster, second, draw);
        return draw;
    }
}

using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Federation.Testing;
using Google.Protobuf;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Draws through the gateway, from creating to what anybody recomputes.</summary>
public sealed class DrawStoryTests
{
    private const string Me = SignedMember.Me;
    private const string Value = "41,250.50";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>Four members with seven tickets at 20; the published data alone tells who has won.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Draw_EnteredClosedAndRevealed_IsRecomputedFromWhatIsPublished(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var creating = DrawsMade.Creating(
            "aster", "spring", DrawsMade.Terms("aster", 20, (await DrawsMade.NowAsync(aster)).AddHours(1)));
        var created = (await aster.Draws.CreateDrawAsync(creating)).Draw;
        var name = created.Name;
        Assert.Equal(
            (DrawState.Open, DrawProof.WithPublicValue, 32, 0L),
            (created.State, created.Proof, created.Commitment.Length, created.Tickets));
        Assert.True(created.Root.IsEmpty && created.Secret.IsEmpty);
        Assert.Equal(created, (await aster.Draws.CreateDrawAsync(creating)).Draw);

        var members = await EnteredAsync(aster, name);
        await RefusedAsync(ErrorReason.DrawTooEarly, aster.Draws.CloseDrawAsync(DrawsMade.Closing(name)));
        await RefusedAsync(ErrorReason.DrawTooEarly, aster.Draws.ListTicketsAsync(new() { Name = name }));
        await RefusedAsync(
            ErrorReason.DrawTooEarly, aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, Value)));

        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(2));
        await RefusedAsync(
            ErrorReason.DrawNotOpen, aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, members[0])));
        var closing = DrawsMade.Closing(name);
        var closed = (await aster.Draws.CloseDrawAsync(closing)).Draw;
        Assert.Equal((DrawState.Closed, 7L, 32), (closed.State, closed.Tickets, closed.Root.Length));
        var again = await aster.Draws.CloseDrawAsync(closing);
        Assert.Equal((true, closed), (again.Replayed, again.Draw));
        await RefusedAsync(ErrorReason.DrawTooLate, second.Draws.CloseDrawAsync(DrawsMade.Closing(name)));
        await RefusedAsync(ErrorReason.DrawTooEarly, aster.Draws.ListWinnersAsync(new() { Name = name }));

        await RevealAsync(aster, second, name);
        var drawn = (await aster.Draws.GetDrawAsync(new() { Name = name })).Draw;
        Assert.Equal(
            (DrawState.Drawn, Value, closed.Root, created.Commitment, false),
            (drawn.State, drawn.PublicValue, drawn.Root, drawn.Commitment, drawn.RevealOverdue));
        var published = await DrawsMade.PublishedAsync(aster, name);
        Assert.True(DrawCheck.Of(published).Proves);
        Assert.Equal((7, 3), (published.Pseudonyms.Count, published.Winners.Count));
        await AssertTicketsAsync(aster, name, members, published);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A member enters for itself, and sees its own tickets and nobody's name.</summary>
    [Fact]
    public async Task Member_OfADraw_HasProofsOfItsOwnTicketsAlone()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var name = await DrawsMade.OpenAsync(
            aster, "spring", "aster", 0, t => (t.PublicValueName, t.WinsPerHolder, t.Prizes[1].Count) = ("", 1, 3));
        var (ann, bob) = (
            await Alliance.GivenMemberAsync(aster, "ann"), await Alliance.GivenMemberAsync(aster, "bob"));
        using var sessions = await SignedMembers.OfAsync(
            alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
        var session = sessions.Open(sessions.IdOf("aster", ann), "pat", "aster");
        var entering = DrawsMade.Entering(name, Me, 2);
        var entry = (await session.Draws.EnterDrawAsync(entering)).Entry;
        Assert.Equal((Me, 2, "", (long?)null), (entry.Member, entry.Tickets, entry.Journal, entry.Price?.Units));
        await aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, bob, 2));
        Assert.Equal(
            (2L, 4L, DrawProof.WithoutPublicValue), await SeenAsync(session, name));

        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(2));
        // Late, but under the id of the first time: the first answer.
        var late = await session.Draws.EnterDrawAsync(entering);
        Assert.Equal((true, entry), (late.Replayed, late.Entry));
        await aster.Draws.CloseDrawAsync(DrawsMade.Closing(name));
        Assert.Equal(entry, (await session.Draws.EnterDrawAsync(entering)).Entry);
        var proof = await session.Draws.GetDrawProofAsync(new() { Name = name, Member = Me });
        Assert.Equal([0L, 1L], proof.Proofs.Select(p => p.Number));
        Assert.All(proof.Proofs, p => Assert.True(Proves(proof, p)));
        var other = await aster.Draws.GetDrawProofAsync(new() { Name = name, Member = bob });
        Assert.NotEqual(proof.Pseudonym, other.Pseudonym);
        await Assert.ThrowsAsync<RpcException>(
            async () => await session.Draws.GetDrawProofAsync(new() { Name = name, Member = bob }));

        await aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, ""));
        await second.Draws.RevealDrawAsync(DrawsMade.Revealing(name, ""));
        var winners = await session.Draws.ListWinnersAsync(new() { Name = name });
        Assert.Equal(2, winners.Winners.Count);
        Assert.Equal(DrawProof.WithoutPublicValue, winners.Proof);
        Assert.Equal([Me], winners.Winners.Select(w => w.Member).Where(m => m.Length > 0));
        Assert.Equal(
            new[] { ann, bob }.Order(StringComparer.Ordinal),
            (await aster.Draws.ListWinnersAsync(new() { Name = name })).Winners.Select(w => w.Member)
                .Order(StringComparer.Ordinal));
        var published = await DrawsMade.PublishedAsync(aster, name);
        Assert.Equal((true, false), (DrawCheck.Of(published).Holds, DrawCheck.Of(published).Proves));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A draw that nobody entered is drawn without winners; one that is not drawn is overdue after a
    /// week.</summary>
    [Fact]
    public async Task Draw_WithoutTickets_IsOverdueAfterAWeekAndDrawnWithoutWinners()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var name = await DrawsMade.OpenAsync(aster, "empty", "aster", 20);
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(7));
        Assert.False((await aster.Draws.GetDrawAsync(new() { Name = name })).Draw.RevealOverdue);
        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(2));
        await aster.Draws.CloseDrawAsync(DrawsMade.Closing(name));
        var listed = await aster.Draws.ListDrawsAsync(new() { Parent = "partners/aster" });
        Assert.True(listed.Draws.Single().RevealOverdue);
        await aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, Value));
        var drawn = (await second.Draws.RevealDrawAsync(DrawsMade.Revealing(name, Value))).Draw;
        Assert.Equal((0L, false), (drawn.Tickets, drawn.RevealOverdue));
        var published = await DrawsMade.PublishedAsync(aster, name);
        Assert.True(DrawCheck.Of(published).Proves);
        Assert.Empty(published.Winners);
    }

    private static async Task<List<string>> EnteredAsync(FederationClient aster, string name)
    {
        var members = new List<string>();
        foreach (var (member, tickets) in new[] { ("ann", 1), ("bob", 3), ("cat", 1), ("dan", 2) })
        {
            members.Add(await Alliance.GivenMemberAsync(aster, member));
            await Alliance.EarnAsync(aster, "aster", members[^1], 60);
            var entering = DrawsMade.Entering(name, members[^1], tickets);
            var entry = await aster.Draws.EnterDrawAsync(entering);
            Assert.Equal((20L * tickets, false), (entry.Entry.Price.Units, entry.Replayed));
            var again = await aster.Draws.EnterDrawAsync(entering);
            Assert.Equal((true, entry.Entry), (again.Replayed, again.Entry));
            Assert.Equal(60 - (20 * tickets), await Alliance.BalanceOfAsync(aster, "aster", members[^1]));
        }
        await RefusedAsync(
            ErrorReason.DrawTicketsReached, aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, members[1], 3)));
        await RefusedAsync(
            ErrorReason.InsufficientCoins, aster.Draws.EnterDrawAsync(DrawsMade.Entering(name, members[1], 1)));
        Assert.Equal(7, (await aster.Draws.GetDrawAsync(new() { Name = name })).Draw.Tickets);
        // What an entry booked is undone by nobody.
        var journals = await aster.Ledger.ListEntriesAsync(
            new() { Parent = $"{members[0]}/wallets/aster" });
        await RefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.ReverseAsync(
            new() { RequestId = RequestIds.New(), Journal = journals.Lines[^1].Journal }));
        return members;
    }

    /// <summary>Two persons, one value, once.</summary>
    private static async Task RevealAsync(FederationClient aster, FederationClient second, string name)
    {
        await RefusedAsync(ErrorReason.DrawTooEarly, second.Draws.RevealDrawAsync(DrawsMade.Revealing(name, Value)));
        await RefusedAsync(ErrorReason.FieldInvalid, aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, "")));
        var proposed = await aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, Value));
        Assert.Equal("", proposed.Draw.PublicValue);
        await RefusedAsync(ErrorReason.SamePerson, aster.Draws.RevealDrawAsync(DrawsMade.Revealing(name, Value)));
        await RefusedAsync(
            ErrorReason.DrawValueDiffers, second.Draws.RevealDrawAsync(DrawsMade.Revealing(name, Value + " ")));
        var revealing = DrawsMade.Revealing(name, Value);
        var drawn = await second.Draws.RevealDrawAsync(revealing);
        var again = await second.Draws.RevealDrawAsync(revealing);
        Assert.Equal((true, drawn.Draw), (again.Replayed, again.Draw));
        await RefusedAsync(ErrorReason.DrawTooLate, second.Draws.RevealDrawAsync(DrawsMade.Revealing(name, Value)));
        await RefusedAsync(
            ErrorReason.DrawTooLate, aster.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, "40,000.00")));
    }

    /// <summary>The tickets have the order of the entries, and each has its proof.</summary>
    private static async Task AssertTicketsAsync(
        FederationClient aster, string name, List<string> members, PublishedDraw published)
    {
        var first = 0;
        foreach (var (member, tickets) in members.Zip([1, 3, 1, 2]))
        {
            var proof = await aster.Draws.GetDrawProofAsync(new() { Name = name, Member = member });
            Assert.Equal(Enumerable.Range(first, tickets).Select(n => (long)n), proof.Proofs.Select(p => p.Number));
            Assert.Equal(published.Root, proof.Root.ToByteArray());
            Assert.All(proof.Proofs, p =>
            {
                Assert.Equal(published.Pseudonyms[(int)p.Number], proof.Pseudonym.ToByteArray());
                Assert.True(Proves(proof, p));
            });
            first += tickets;
        }
        var winners = (await aster.Draws.ListWinnersAsync(new() { Name = name })).Winners;
        Assert.Equal(["A bicycle", "A bell", "A bell"], winners.Select(w => w.Prize.En));
        Assert.Equal(3, winners.Select(w => w.Member).Distinct(StringComparer.Ordinal).Count());
        Assert.All(winners, w => Assert.Contains(w.Member, members));
    }

    private static bool Proves(GetDrawProofResponse proof, TicketProof ticket) => TicketTree.Proves(
        proof.Root.Span, proof.Tickets, ticket.Number, proof.Pseudonym.Span,
        [.. ticket.Siblings.Select((ByteString s) => s.ToByteArray())]);

    private static async Task<(long Own, long All, DrawProof Proof)> SeenAsync(SignedMember session, string name)
    {
        var draw = (await session.Draws.GetDrawAsync(new() { Name = name })).Draw;
        return (draw.OwnTickets, draw.Tickets, draw.Proof);
    }

    private static async Task RefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await call);
        Assert.Equal(reason, refused.Refusal.Reason);
    }
}

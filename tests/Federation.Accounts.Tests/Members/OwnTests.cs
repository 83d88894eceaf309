using Federation.Errors.V1;
using Federation.Ledger.V1;
using static Federation.Accounts.Tests.Alliance;
using Known = Federation.Accounts.Internal.V1.MemberState;

namespace Federation.Accounts.Tests;

public sealed class OwnTestsOnSqlite(SqliteAlliance alliance) : OwnTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class OwnTestsOnPostgres(PostgresAlliance alliance) : OwnTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class OwnTestsOnSqlServer(SqlServerAlliance alliance)
    : OwnTests(alliance), IClassFixture<SqlServerAlliance>;

/// <summary>Members that call for themselves.</summary>
public abstract class OwnTests(Alliance alliance) : AllianceTests(alliance)
{
    private const string Me = ResourceNames.Me;
    private const string AtAster = "partners/aster";
    private const string AtBirch = "partners/birch";
    private const string Pat = "018f5a00-0000-7000-8000-0000000000aa";

    [Fact]
    public async Task Memberships_OfASession_AreThoseOfProvenBrandsAlone()
    {
        var name = await Aster.Member("own-1");
        var atBirch = await Birch.LinkedFrom(Aster, name, "own-b");
        await Birch.SetAlliedSpending(atBirch, true, 5);

        var one = await SessionOf(name, "aster").List();
        Assert.Equal([AtAster], one.Memberships.Select(m => m.Partner));
        var both = await SessionOf(name, "birch", "aster").List();
        Assert.Equal([AtAster, AtBirch], both.Memberships.Select(m => m.Partner));
        Assert.Equal(
            (V1.MemberState.Linked, new V1.AlliedSpending { Enabled = true, DailyCapUnits = 5 }),
            (both.Memberships[1].State, both.Memberships[1].AlliedSpending));
        Assert.Equal((await Birch.Get(atBirch)).LinkTime, both.Memberships[1].LinkTime);
        Assert.DoesNotContain("own-b", both.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Aster.InternalId(name), both.ToString(), StringComparison.Ordinal);
        Assert.Empty((await SessionOf(name).List()).Memberships);

        await Birch.Unlink(atBirch);
        var ended = await SessionOf(name, "birch").List();
        Assert.Equal(V1.MemberState.Unlinked, Assert.Single(ended.Memberships).State);
    }

    [Fact]
    public async Task Consent_OfAnOldSignIn_CanBeEndedAndNotGiven()
    {
        var name = await Aster.Member("own-old");
        var old = SessionOf(name, TimeSpan.FromMinutes(6), "aster");
        await Refused(ErrorReason.SignInNotRecent, () => old.SetAlliedSpending(AtAster));
        Assert.False((await Aster.Get(name)).AlliedSpending.Enabled);
        await SessionOf(name, TimeSpan.FromMinutes(5), "aster").SetAlliedSpending(AtAster);
        await old.SetAlliedSpending(AtAster, enabled: false);
        Assert.False((await Aster.Get(name)).AlliedSpending.Enabled);
    }

    [Fact]
    public async Task Consent_ByTheMember_IsGivenThroughTheBrandThatItNames()
    {
        var name = await Aster.Member("own-2");
        var atBirch = await Birch.LinkedFrom(Aster, name, "own-2b");
        var session = SessionOf(name, "aster");
        var given = (await session.SetAlliedSpending(AtAster, cap: 9)).Member;
        Assert.Equal((Me, "", 9), (given.Name, given.ExternalId, given.AlliedSpending.DailyCapUnits));
        Assert.True((await Aster.Get(name)).AlliedSpending.Enabled);
        Assert.False((await Birch.Get(atBirch)).AlliedSpending.Enabled);

        var missing = await Refused(ErrorReason.FieldInvalid, () => session.SetAlliedSpending(""));
        Assert.Equal("partner", Assert.Single(missing.Fields).Field);
        var refused = await Refused(ErrorReason.BrandNotProven, () => session.SetAlliedSpending(AtBirch));
        Assert.Equal(AtBirch, refused.Metadata["partner"]);
        // A brand that there is not is refused in the same words.
        await Refused(ErrorReason.BrandNotProven, () => session.SetAlliedSpending("partners/nowhere"));
        Assert.False((await Birch.Get(atBirch)).AlliedSpending.Enabled);
    }

    [Fact]
    public async Task Command_OfAProvenSession_IsNotReplayedToOneThatHasNotProven()
    {
        var name = await Aster.Member("own-3");
        await Birch.LinkedFrom(Aster, name, "own-3b");
        var (both, id) = (SessionOf(name, "aster", "birch"), Brand.NewId());
        var code = await both.CreateLinkCode(AtBirch, requestId: id);
        await Refused(
            ErrorReason.BrandNotProven, () => SessionOf(name, "aster").CreateLinkCode(AtBirch, requestId: id));
        var again = await both.CreateLinkCode(AtBirch, requestId: id);
        Assert.Equal((true, code.LinkCode), (again.Replayed, again.LinkCode));
        await Refused(ErrorReason.RequestIdReused, () => both.CreateLinkCode(AtAster, requestId: id));
    }

    [Fact]
    public async Task Member_ActsForItselfAlone()
    {
        var (name, other) = (await Aster.Member("own-4"), await Aster.Member("own-5"));
        var session = SessionOf(name, "aster");
        foreach (var stranger in new[] { other, name, session.NameOf(Aster.InternalId(other)) })
        {
            await Refused(ErrorReason.MemberNotFound, () => session.SetAlliedSpending(AtAster, member: stranger));
            await Refused(ErrorReason.MemberNotFound, () => session.CreateLinkCode(AtAster, stranger));
            await Refused(ErrorReason.MemberNotFound, () => session.Unlink(AtAster, stranger));
            await Refused(ErrorReason.MemberNotFound, () => session.List(stranger));
        }
        await Refused(ErrorReason.FieldInvalid, () => session.List("members/you"));
        Assert.False((await Aster.Get(other)).AlliedSpending.Enabled);
    }

    [Fact]
    public async Task Brand_IsNoMemberOfItself_AndNamesNoOtherBrand()
    {
        var name = await Aster.Member("own-6");
        await Refused(ErrorReason.MemberNotFound, () => Aster.SetAlliedSpending(Me, true));
        await Refused(ErrorReason.MemberNotFound, () => Aster.CreateLinkCode(Me));
        await Refused(ErrorReason.MemberNotFound, () => Aster.Unlink(Me));
        await Refused(ErrorReason.MemberNotFound, () => Aster.Get(Me));
        await Refused(ErrorReason.FieldInvalid, () => UnlinkThrough(AtBirch));
        Assert.Equal("own-6", (await UnlinkThrough(AtAster)).Member.ExternalId);

        Task<V1.UnlinkMemberResponse> UnlinkThrough(string partner) => Aster.Ask((s, c) => s.UnlinkMember(
            new() { RequestId = Brand.NewId(), Name = name, Partner = partner }, c));
    }

    [Fact]
    public async Task Unlink_ByTheMember_EndsTheLinkAndTellsTheLedger()
    {
        var name = await Aster.Member("own-7");
        var session = SessionOf(name, "aster");
        Assert.Equal(V1.MemberState.Unlinked, (await session.Unlink(AtAster)).Member.State);
        Assert.Equal(WalletState.Unlinked, Alliance.WalletOf(Aster, name, "aster"));
        Assert.Equal("members/" + Aster.InternalId(name), Alliance.Ledger.Principals.Last());
        await Refused(ErrorReason.NotLinked, () => session.SetAlliedSpending(AtAster));
        await Refused(ErrorReason.NotLinked, () => session.CreateLinkCode(AtAster));
    }

    [Fact]
    public async Task Commands_ThroughASuspendedBrand_AreRefused()
    {
        var session = SessionOf(await Aster.Member("own-8"), "aster");
        await Alliance.WhileSuspended("aster", async () =>
        {
            await Refused(ErrorReason.PartnerSuspended, () => session.SetAlliedSpending(AtAster));
            await Refused(ErrorReason.PartnerSuspended, () => session.CreateLinkCode(AtAster));
            await Refused(ErrorReason.PartnerSuspended, () => session.Unlink(AtAster));
            Assert.Single((await session.List()).Memberships);
        });
    }

    [Fact]
    public async Task Link_WithACodeOfThePersonsSession_ProvesTheBrand()
    {
        var name = await Aster.Member("own-9");
        var id = Aster.InternalId(name);
        var session = SessionOf(name, "aster");
        Assert.Empty(await Alliance.ProvenLinks(id, Pat));
        var atBirch = (await Birch.Link((await session.CreateLinkCode(AtAster)).LinkCode, "own-9b")).Member.Name;
        Assert.Equal(["birch"], await Alliance.ProvenLinks(id, Pat));
        // Another person of the same member has shown nothing, and neither has who only has the person's id.
        Assert.Empty(await Alliance.ProvenLinks(id, "somebody"));
        Assert.Empty(await Alliance.ProvenLinks(Aster.InternalId(await Aster.Member("own-10")), Pat));
        // A code that the brand made says nothing of the person.
        await Cedar.LinkedFrom(Aster, name, "own-9c");
        Assert.Equal(["birch"], await Alliance.ProvenLinks(id, Pat));

        await Birch.Unlink(atBirch);
        Assert.Empty(await Alliance.ProvenLinks(id, Pat));
        await Birch.LinkedFrom(Aster, name, "own-9b");
        Assert.Empty(await Alliance.ProvenLinks(id, Pat));
    }

    [Fact]
    public async Task Relink_WithoutACode_ProvesNothing()
    {
        var name = await Aster.Member("own-11");
        var id = Aster.InternalId(name);
        var code = (await SessionOf(name, "aster").CreateLinkCode(AtAster)).LinkCode;
        var atBirch = (await Birch.Link(code, "own-11b")).Member.Name;
        await Aster.Unlink(name);
        await Birch.Unlink(atBirch);
        await Birch.Relink(atBirch);
        Assert.Empty(await Alliance.ProvenLinks(id, Pat));
    }

    [Fact]
    public async Task Code_OfABrandsPerson_ProvesNothing()
    {
        var name = await Aster.Member("own-12");
        var code = await Alliance.Brand("aster", Pat).LinkCode(name);
        await Birch.Link(code, "own-12b");
        Assert.Empty(await Alliance.ProvenLinks(Aster.InternalId(name), Pat));
    }

    [Fact]
    public async Task Closing_EndsWhatIsProven_AndIsResolved()
    {
        var name = await Aster.Member("own-13");
        var id = Aster.InternalId(name);
        var code = (await SessionOf(name, "aster").CreateLinkCode(AtAster)).LinkCode;
        var atBirch = (await Birch.Link(code, "own-13b")).Member.Name;
        Assert.Equal((id, Known.Linked), await Alliance.ResolveMember("birch", atBirch));
        await Birch.RequestClosure(atBirch);
        await Aster.RequestClosure(name);
        Alliance.Clock.Pass(TimeSpan.FromDays(15));
        Assert.Empty(await Alliance.ProvenLinks(id, Pat));
        Assert.Equal((id, Known.Closed), await Alliance.ResolveMember("birch", atBirch));
    }

    [Fact]
    public async Task Resolve_OfAName_IsTheBrandsOwnMemberOrNone()
    {
        var name = await Aster.Member("own-14");
        Assert.Equal((Aster.InternalId(name), Known.Linked), await Alliance.ResolveMember("aster", name));
        Assert.Equal(("", Known.Unspecified), await Alliance.ResolveMember("birch", name));
        Assert.Equal(("", Known.Unspecified), await Alliance.ResolveMember("aster", Me));
        // A name that is Birch's, of a member that Birch never had.
        var guessed = Alliance.Names.NameFor("birch", new MemberId(Guid.Parse(Aster.InternalId(name))));
        Assert.Equal(("", Known.Unspecified), await Alliance.ResolveMember("birch", guessed));
        await Aster.Unlink(name);
        Assert.Equal((Aster.InternalId(name), Known.Unlinked), await Alliance.ResolveMember("aster", name));
        await Refused(ErrorReason.FieldInvalid, () => Alliance.ResolveMember("aster", "kim"));
        await Refused(ErrorReason.FieldInvalid, () => Alliance.ProvenLinks(name, Pat));
        await Refused(ErrorReason.FieldInvalid, () => Alliance.ProvenLinks(Aster.InternalId(name), ""));
    }

    private Session SessionOf(string nameAtAster, params string[] brands) =>
        SessionOf(nameAtAster, TimeSpan.Zero, brands);

    private Session SessionOf(string nameAtAster, TimeSpan age, params string[] brands) =>
        new(Alliance, Aster.InternalId(nameAtAster), Pat, brands) { Age = age };
}

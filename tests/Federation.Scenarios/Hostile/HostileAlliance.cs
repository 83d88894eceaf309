using Federation.Accounts.V1;
using Federation.Client;
using Federation.Exchange.V1;
using Federation.Identity;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;

namespace Federation.Scenarios;

/// <summary>
/// The running alliance that all hostile calls go to, with everything that they misuse: aster and birch, whose coins
/// are on the board; cedar, which is suspended; dune, whose coin is not on the board and whose issue is at the limit.
/// What must be posted is posted here, so that the books may not change from then on.
/// </summary>
public sealed class HostileAlliance : IAsyncLifetime
{
    private static readonly DateTime Now = new(2011, 12, 9, 0, 0, 0, DateTimeKind.Utc);
    private readonly List<GrpcChannel> channels = [];
    private Alliance alliance = null!;

    internal string Folder => alliance.Deployment.Folder;

    internal string GrpcAddress => alliance.Deployment.Gateways[0];

    internal string HttpAddress => alliance.Deployment.Processes[0].Http;

    internal LoggedErrors Errors => alliance.Deployment.Errors;

    /// <summary>The first fault that was logged, with what follows it; empty if there is none.</summary>
    internal string FirstFault => string.Join('\n', alliance.Deployment.Processes.SelectMany(p => p.Output.Split('\n'))
        .SkipWhile(l => !l.Contains("fail:", StringComparison.Ordinal)).Take(30));

    internal FederationClient Admin => alliance.Admin;

    internal FederationClient Approver => alliance.Approver;

    /// <summary>An approver's credential of the person who proposes the boards.</summary>
    internal FederationClient AdaAsApprover { get; private set; } = null!;

    internal FederationClient Aster { get; private set; } = null!;

    internal FederationClient AsterService { get; private set; } = null!;

    /// <summary>A credential of aster's with the scopes to read and to send batches alone.</summary>
    internal FederationClient AsterReader { get; private set; } = null!;

    internal FederationClient Birch { get; private set; } = null!;

    internal FederationClient Cedar { get; private set; } = null!;

    internal FederationClient Dune { get; private set; } = null!;

    /// <summary>A member of aster and birch: 848 coins of aster's and one of birch's, consent of 500 a day.</summary>
    internal KnownMember Ann { get; private set; } = null!;

    /// <summary>A member of aster and birch: 70 coins, no consent.</summary>
    internal KnownMember Bob { get; private set; } = null!;

    /// <summary>A member of aster and birch: consent, and no wallet yet.</summary>
    internal KnownMember Fay { get; private set; } = null!;

    /// <summary>Was a member of aster and birch with coins and consent; closed.</summary>
    internal KnownMember Closed { get; private set; } = null!;

    /// <summary>Was a member of aster, is one of birch; unlinked from aster.</summary>
    internal KnownMember Unlinked { get; private set; } = null!;

    /// <summary>A member of cedar and birch with consent.</summary>
    internal KnownMember Kim { get; private set; } = null!;

    /// <summary>A member of aster and birch with consent, to whom the authorizations and conversions below
    /// belong.</summary>
    internal KnownMember Zoe { get; private set; } = null!;

    /// <summary>A member of aster, birch and dune with consent, who has spent what a conversion gave.</summary>
    internal KnownMember Max { get; private set; } = null!;

    /// <summary>A member of aster alone, with 100 coins and consent.</summary>
    internal string Solo { get; private set; } = "";

    /// <summary>A member of aster alone, to whom the journals below belong.</summary>
    internal string Gus { get; private set; } = "";

    /// <summary>A member of dune with 2^62 coins: all that a coin can have.</summary>
    internal string Rich { get; private set; } = "";

    /// <summary>A member of aster alone, to whom the holds below belong.</summary>
    internal string Hal { get; private set; } = "";

    /// <summary>A member of aster alone: 100 coins in a wallet that is frozen.</summary>
    internal string Ice { get; private set; } = "";

    private SignedMembers? signed;

    /// <summary>A session of Ann's that has shown her to be aster's customer, and not birch's.</summary>
    internal SignedMember AnnAtAster { get; private set; } = null!;

    /// <summary>Wei, a person of aster's desk, signed in.</summary>
    internal SignedStaff AsterDesk { get; private set; } = null!;

    /// <summary>The same at birch.</summary>
    internal SignedStaff BirchDesk { get; private set; } = null!;

    /// <summary>An auditor of the alliance, signed in.</summary>
    internal SignedStaff Auditor { get; private set; } = null!;

    /// <summary>The name of a session of Xia, another person of aster's.</summary>
    internal string XiaSession { get; private set; } = "";

    /// <summary>A person of the alliance that Ada proposed.</summary>
    internal Identity.V1.User ProposedUser { get; private set; } = null!;

    internal WrittenJournals Journals { get; private set; } = null!;

    internal HoldsMade Holds { get; private set; } = null!;

    internal PaymentsMade Paid { get; private set; } = null!;

    internal AuthorizationsMade Authorized { get; private set; } = null!;

    internal ConversionsMade Converted { get; private set; } = null!;

    internal ProgramsMade Programs { get; private set; } = null!;

    /// <summary>Rewards of aster, and what was redeemed of them.</summary>
    internal HostileRewards Rewards { get; private set; } = null!;

    /// <summary>Draws of aster.</summary>
    internal HostileDraws Draws { get; private set; } = null!;

    /// <summary>Of aster, proposed and not decided.</summary>
    internal Correction Correction { get; private set; } = null!;

    /// <summary>Of aster, proposed and rejected.</summary>
    internal Correction Withdrawn { get; private set; } = null!;

    internal string UsedLinkCode { get; private set; } = "";

    internal string Board { get; private set; } = "";

    internal string ProposedBoard { get; private set; } = "";

    internal string RevokedCredential { get; private set; } = "";

    /// <summary>An approver's for eve, proposed by ada.</summary>
    internal string ProposedCredential { get; private set; } = "";

    /// <summary>The books as they stood before the first hostile call.</summary>
    internal string BooksBefore { get; private set; } = "";

    /// <summary>Another credential's calls, or none's: tokens are given call by call.</summary>
    internal GrpcChannel Channel { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        alliance = await Alliance.StartAsync();
        // Where a module refuses a request whose body is still on its way, the gateway stops reading the body. If that
        // ends a read in the middle, Kestrel cannot read the rest, says so, and closes the connection after the answer.
        Errors.Allow("Microsoft.AspNetCore.Server.Kestrel[67]");
        Channel = GrpcChannel.ForAddress(GrpcAddress);
        channels.Add(Channel);
        Aster = await alliance.GivenPartnerAsync("aster");
        Birch = await alliance.GivenPartnerAsync("birch");
        Cedar = await alliance.GivenPartnerAsync("cedar");
        Dune = await alliance.GivenPartnerAsync("dune");
        AsterService = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerService);
        AsterReader =
            await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin, 0, "ledger.batch", "ledger.read");
        await GivenClosingAsync();
        await GivenBoardsAsync();
        await GivenMembersAsync();
        await GivenExchangesAsync();
        Journals = await WrittenJournals.OnAsync(this);
        Holds = await HoldsMade.OnAsync(this);
        Paid = await PaymentsMade.OnAsync(this);
        Programs = await ProgramsMade.OnAsync(
            "aster", Aster, await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin));
        await Programs.GrantAsync("aster", Aster, Ann.Name);
        Rewards = await HostileRewards.OnAsync(Aster);
        Draws = await HostileDraws.OnAsync(Aster, Rewards.Roy);
        signed = await SignedMembers.OfAsync(Folder, GrpcAddress, Aster);
        AnnAtAster = signed.Open(signed.IdOf("aster", Ann.Name), "ann", "aster");
        await GivenPeopleAsync();
        Correction = await CorrectionsMade.ProposedAsync("aster", "wrong", Aster, Programs.Second, Gus);
        Withdrawn = await CorrectionsMade.ProposedAsync("aster", "withdrawn", Aster, Programs.Second, Gus);
        await Aster.Corrections.RejectCorrectionAsync(new() { RequestId = RequestIds.New(), Name = Withdrawn.Name });
        await GivenEndingsAsync();
        BooksBefore = await BooksAsync();
    }

    /// <summary>Ann, signed in, in a session that has proven these brands.</summary>
    internal SignedMember AnnAs(params string[] brands) =>
        signed!.Open(signed.IdOf("aster", Ann.Name), "ann", brands);

    private async Task GivenPeopleAsync()
    {
        var wei = await InvitedAsync("wei");
        var yan = (await Birch.Users.InviteUserAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/birch",
            Person = "yan",
            DisplayName = "yan",
            Role = UserRole.Desk,
        })).User;
        BirchDesk = signed!.Open(yan, StaffRoles.Find("partners/birch", StaffRoles.Desk)!);
        AsterDesk = signed!.Open(wei, StaffRoles.Find("partners/aster", StaffRoles.Desk)!);
        XiaSession = await StaffSessions.BeginAsync(alliance.Deployment.Databases, await InvitedAsync("xia"));
        ProposedUser = (await Admin.Users.ProposeUserAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "alliance",
            Person = "eve",
            DisplayName = "Eve",
            Role = UserRole.Auditor,
        })).User;
        Auditor = signed.Open(ProposedUser, StaffRoles.Find("alliance", StaffRoles.Auditor)!);
    }

    private async Task<Identity.V1.User> InvitedAsync(string person) => (await Aster.Users.InviteUserAsync(new()
    {
        RequestId = RequestIds.New(),
        Parent = "partners/aster",
        Person = person,
        DisplayName = person,
        Role = UserRole.Desk,
    })).User;

    /// <summary>Every figure of the books, but for the number of groups: a refusal that is remembered is in
    /// one.</summary>
    internal async Task<string> BooksAsync()
    {
        var check = await Admin.Ledger.CheckBooksAsync(new CheckBooksRequest());
        Assert.True(check.Balanced, check.ToString());
        check.GroupNumber = 0;
        var figures = new List<object> { check, await Admin.Ledger.ListPositionsAsync(new ListPositionsRequest()) };
        foreach (var coin in (string[])["aster", "birch", "cedar", "dune"])
            figures.Add(await Admin.Ledger.GetCoinTotalsAsync(new GetCoinTotalsRequest { Coin = "coins/" + coin }));
        return string.Join('\n', figures);
    }

    /// <summary>A pay code of a member of aster's, good for two minutes.</summary>
    internal async Task<string> GivenPayCodeAsync(string member, long maximum, string merchant = "") =>
        (await Aster.Members.CreatePayCodeAsync(new CreatePayCodeRequest
        {
            RequestId = RequestIds.New(),
            Member = member,
            Maximum = Alliance.Coins("aster", maximum),
            Merchant = merchant,
        })).PayCode;

    internal async Task<string> GivenLinkCodeAsync(string member) =>
        (await Aster.Members.CreateLinkCodeAsync(new() { RequestId = RequestIds.New(), Member = member })).LinkCode;

    /// <summary>Boards in force from 2011 on; before, the sandbox's clock stood in the year 2000.</summary>
    private async Task GivenBoardsAsync()
    {
        var dayBefore = Now.AddDays(-1).AddHours(-1);
        await Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = Timestamp.FromDateTime(dayBefore) });
        Board = await alliance.GivenBoardAsync(100, ("aster", 120, 100), ("birch", 150, 140), ("cedar", 100, 90));
        ProposedBoard = (await Admin.Boards.ProposeBoardAsync(new ProposeBoardRequest
        {
            RequestId = RequestIds.New(),
            MaximumUnits = Units.MaxCommand,
            Values = { new CoinValue { Coin = "coins/aster", OnValueUnits = 100, OffValueUnits = 100 } },
        })).Board.Name;
        AdaAsApprover = await alliance.GivenAllianceCredentialAsync("ada", CredentialRole.AllianceApprover);
        ProposedCredential = (await Admin.Credentials.ProposeCredentialAsync(new ProposeCredentialRequest
        {
            RequestId = RequestIds.New(),
            Parent = "alliance",
            DisplayName = "another person's",
            Role = CredentialRole.AllianceApprover,
            Person = "eve",
        })).Credential.Name;
    }

    /// <summary>Both brands ask for a member's closing, long before the clock moves to the board's day.</summary>
    private async Task GivenClosingAsync()
    {
        Closed = await WithCodesAsync(await GivenKnownAsync(Aster, "closed", consent: 500));
        await Alliance.EarnAsync(Aster, "aster", Closed.Name, 100);
        await Aster.Members.RequestClosureAsync(new() { RequestId = RequestIds.New(), Name = Closed.Name });
        await Birch.Members.RequestClosureAsync(new() { RequestId = RequestIds.New(), Name = Closed.AtBirch });
    }

    /// <summary>No command names more than 10^15 coins, so it takes some thousand of them.</summary>
    private async Task GivenFullCoinAsync()
    {
        for (var left = Units.MaxTotal; left > 0;)
        {
            var batch = new BatchRequest { Mode = BatchMode.Independent };
            for (; left > 0 && batch.Items.Count < 500; left -= Math.Min(left, Units.MaxCommand))
                batch.Items.Add(new BatchItem
                {
                    Earn = new EarnRequest
                    {
                        RequestId = RequestIds.New(),
                        Member = Rich,
                        Amount = Alliance.Coins("dune", Math.Min(left, Units.MaxCommand)),
                    },
                });
            Assert.All((await Dune.Ledger.BatchAsync(batch)).Results, result => Assert.NotNull(result.Journal));
        }
    }

    private async Task GivenMembersAsync()
    {
        Ann = await GivenKnownAsync(Aster, "ann", consent: 500);
        Bob = await GivenKnownAsync(Aster, "bob");
        Fay = await GivenKnownAsync(Aster, "fay", consent: 500);
        Unlinked = await GivenKnownAsync(Aster, "unlinked", consent: 500);
        Kim = await GivenKnownAsync(Cedar, "kim", consent: 500);
        Zoe = await GivenKnownAsync(Aster, "zoe", consent: 0);
        Max = await GivenKnownAsync(Aster, "max", consent: 0);
        await Alliance.GivenLinkAsync(Aster, Max.Name, Dune, "max");
        Solo = await Alliance.GivenMemberAsync(Aster, "solo");
        await Alliance.GivenConsentAsync(Aster, Solo);
        Gus = await Alliance.GivenMemberAsync(Aster, "gus");
        Hal = await Alliance.GivenMemberAsync(Aster, "hal");
        Ice = await Alliance.GivenMemberAsync(Aster, "ice");
        Rich = await Alliance.GivenMemberAsync(Dune, "rich");
        await Alliance.EarnAsync(Aster, "aster", Ann.Name, 1000);
        await Alliance.EarnAsync(Birch, "birch", Ann.AtBirch, 1);
        foreach (var member in new[] { Bob, Unlinked })
            await Alliance.EarnAsync(Aster, "aster", member.Name, 100);
        await Alliance.EarnAsync(Aster, "aster", Zoe.Name, 1000);
        foreach (var member in new[] { Max.Name, Solo, Ice })
            await Alliance.EarnAsync(Aster, "aster", member, 100);
        await Aster.Ledger.FreezeAsync(
            new() { RequestId = RequestIds.New(), Wallet = Ice + "/wallets/aster", ReasonCode = "suspected-fraud" });
        await Alliance.EarnAsync(Cedar, "cedar", Kim.Name, 100);
        await GivenFullCoinAsync();
        UsedLinkCode = await GivenLinkCodeAsync(Gus);
        await Birch.Members.LinkMemberAsync(
            new() { RequestId = RequestIds.New(), LinkCode = UsedLinkCode, ExternalId = "gus" });
    }

    /// <summary>An authorization and a conversion a day before the others.</summary>
    private async Task GivenExchangesAsync()
    {
        var (expired, late) = (await AuthorizationsMade.ForAMinuteAsync(this), await ConversionsMade.OneAsync(this));
        await Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = Timestamp.FromDateTime(Now) });
        Authorized = await AuthorizationsMade.OnAsync(this, expired);
        Converted = await ConversionsMade.OnAsync(this, late);
    }

    private async Task<KnownMember> GivenKnownAsync(FederationClient brand, string number, long? consent = null)
    {
        var name = await Alliance.GivenMemberAsync(brand, number);
        var atBirch = await Alliance.GivenLinkAsync(brand, name, Birch, number);
        if (consent is { } cap)
            await Alliance.GivenConsentAsync(brand, name, cap);
        return new KnownMember(name, atBirch);
    }

    /// <summary>What ends: a member is closed, whose delay is over since the clock moved; another leaves aster; a
    /// credential is revoked; cedar is suspended.</summary>
    private async Task GivenEndingsAsync()
    {
        await Alliance.ClosedAsync(Aster, Closed.Name + "/wallets/aster");
        Unlinked = await WithCodesAsync(Unlinked);
        await Aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = Unlinked.Name });
        var credential = (await Aster.Credentials.CreateCredentialAsync(new CreateCredentialRequest
        {
            RequestId = RequestIds.New(),
            Parent = "partners/aster",
            DisplayName = "lost",
            Role = CredentialRole.PartnerService,
        })).Credential;
        RevokedCredential = credential.Name;
        await Admin.Credentials.RevokeCredentialAsync(new() { RequestId = RequestIds.New(), Name = RevokedCredential });
        await Admin.Partners.SuspendPartnerAsync(new() { RequestId = RequestIds.New(), Name = "partners/cedar" });
        await SuspendedAsync();
    }

    private async Task<KnownMember> WithCodesAsync(KnownMember member) => member with
    {
        PayCode = await GivenPayCodeAsync(member.Name, 50),
        LinkCode = await GivenLinkCodeAsync(member.Name),
    };

    /// <summary>A suspension is known everywhere within a second; until then a number that is taken is refused for
    /// that.</summary>
    private async Task SuspendedAsync()
    {
        while (true)
            try
            {
                await Alliance.GivenMemberAsync(Cedar, "kim");
            }
            catch (RefusedException e) when (e.Refusal.ReasonName == "ALREADY_EXISTS")
            {
                // Not known yet.
            }
            catch (RefusedException e) when (e.Refusal.ReasonName == "PARTNER_SUSPENDED")
            {
                return;
            }
    }

    public async ValueTask DisposeAsync()
    {
        Errors.AssertNone();
        signed?.Dispose();
        channels.ForEach(c => c.Dispose());
        await alliance.DisposeAsync();
    }
}

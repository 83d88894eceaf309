using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity;
using Federation.Partners.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Federation.Partners.Tests.PartnersProcess;

namespace Federation.Partners.Tests;

/// <summary>Authority to hand out authority needs a second person.</summary>
public abstract class AuthorityTests
{
    private readonly PartnersProcess process;

    protected AuthorityTests(PartnersProcess process)
    {
        Assert.SkipWhen(process.Missing is not null, process.Missing ?? "");
        this.process = process;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private V1.CredentialService.CredentialServiceClient Ada => process.Credentials(process.Admin);

    private V1.CredentialService.CredentialServiceClient Ben => process.Credentials(process.Approver);

    [Fact]
    public async Task AllianceCredential_WorksWhenASecondPersonApproved_WithBothHalvesOfItsSecret()
    {
        var proposed = await ProposeAsync("cleo");
        Assert.Equal((true, "cleo", "admins/ada", ""), (
            proposed.Credential.Pending, proposed.Credential.Person, proposed.Credential.Creator,
            proposed.Credential.Approver));
        var approved = await ApproveAsync(Ben, proposed.Credential.Name);

        Assert.Equal((false, "admins/ben"), (approved.Credential.Pending, approved.Credential.Approver));
        Assert.Equal(Permissions.ScopesOf(Role.AllianceApprover), approved.Credential.Scopes);
        var id = proposed.Credential.ClientId;
        foreach (var half in new[] { proposed.ClientSecretPart, approved.ClientSecretPart })
            await InvalidAsync(id, half);
        await InvalidAsync(id, approved.ClientSecretPart + proposed.ClientSecretPart);
        Assert.NotEmpty(await process.Process.TokenAsync(id, proposed.ClientSecretPart + approved.ClientSecretPart));
        var listed = await Ben.ListCredentialsAsync(
            new ListCredentialsRequest { Parent = "alliance" }, cancellationToken: Cancel);
        // The token that was fetched is its first use.
        var known = listed.Credentials.Single(c => c.Name == approved.Credential.Name);
        Assert.NotNull(known.LastUseTime);
        known.LastUseTime = null;
        Assert.Equal(approved.Credential, known);
    }

    [Fact]
    public async Task AllianceCredential_AskedForByOnePerson_NeverWorks()
    {
        await RefusedAsync(ErrorReason.ProposalNeeded, Ada.CreateCredentialAsync(
            new CreateCredentialRequest
            {
                RequestId = NewId(),
                Parent = "alliance",
                DisplayName = "mine",
                Role = CredentialRole.AllianceApprover,
                Person = "eve",
            }, cancellationToken: Cancel));
        // Ada's second client is ada, too.
        var second = await ProposeAsync("ada");
        var secondHalf = await ApproveAsync(Ben, second.Credential.Name);
        var adaAsApprover = process.Credentials(await process.Process.TokenAsync(
            second.Credential.ClientId, second.ClientSecretPart + secondHalf.ClientSecretPart));
        var proposed = await ProposeAsync("eve");

        foreach (var ada in new[] { Ada, adaAsApprover })
            await RefusedAsync(ErrorReason.SamePerson, ada.ApproveCredentialAsync(
                new ApproveCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name },
                cancellationToken: Cancel));
        await InvalidAsync(proposed.Credential.ClientId, proposed.ClientSecretPart);
        await RefusedAsync(ErrorReason.NotYours, Ada.RotateCredentialAsync(
            new RotateCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name },
            cancellationToken: Cancel));
        await Ada.RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name },
            cancellationToken: Cancel);
        await RefusedAsync(ErrorReason.CredentialRevoked, Ben.ApproveCredentialAsync(
            new ApproveCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name },
            cancellationToken: Cancel));
    }

    [Fact]
    public async Task Proposal_AndApproval_SentAgain_AreAnsweredWithoutTheHalves()
    {
        var propose = NewProposal("alliance", CredentialRole.AllianceAdmin, "dora");
        var proposed = await Ada.ProposeCredentialAsync(propose, cancellationToken: Cancel);
        var approve = new ApproveCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name };
        var approved = await Ben.ApproveCredentialAsync(approve, cancellationToken: Cancel);

        var proposedAgain = await Ada.ProposeCredentialAsync(propose, cancellationToken: Cancel);
        var approvedAgain = await Ben.ApproveCredentialAsync(approve, cancellationToken: Cancel);
        Assert.Equal(("", true), (proposedAgain.ClientSecretPart, proposedAgain.Replayed));
        Assert.Equal(("", true), (approvedAgain.ClientSecretPart, approvedAgain.Replayed));
        await RefusedAsync(ErrorReason.CredentialNotProposed, Ben.ApproveCredentialAsync(
            new ApproveCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name },
            cancellationToken: Cancel));
        Assert.NotEmpty(await process.Process.TokenAsync(
            proposed.Credential.ClientId, proposed.ClientSecretPart + approved.ClientSecretPart));
    }

    [Fact]
    public async Task Rotation_OfAnotherPersonsOrABrandsSecret_IsRefused_AndItsOwnIsNot()
    {
        var ofAster = (await process.Credentials(process.Aster).CreateCredentialAsync(
            NewCredential("partners/aster"), cancellationToken: Cancel)).Credential.Name;
        foreach (var name in new[] { "alliance/credentials/alliance-ben", ofAster })
            await RefusedAsync(ErrorReason.NotYours, Ada.RotateCredentialAsync(
                new RotateCredentialRequest { RequestId = NewId(), Name = name }, cancellationToken: Cancel));
        // An approver may not become an admin, even its own person's.
        var proposed = await ProposeAsync("frida");
        var approved = await ApproveAsync(Ben, proposed.Credential.Name);
        var frida = process.Credentials(await process.Process.TokenAsync(
            proposed.Credential.ClientId, proposed.ClientSecretPart + approved.ClientSecretPart));
        var rotated = await frida.RotateCredentialAsync(
            new RotateCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name },
            cancellationToken: Cancel);
        Assert.NotEmpty(await process.Process.TokenAsync(proposed.Credential.ClientId, rotated.ClientSecret));
        await InvalidAsync(proposed.Credential.ClientId, proposed.ClientSecretPart + approved.ClientSecretPart);
    }

    [Fact]
    public async Task Rotation_AndCreation_WithFewerScopes_GiveNoMore()
    {
        var owner = process.Credentials(await process.RegisterAsync("jade"));
        var request = NewCredential("partners/jade");
        var all = await owner.CreateCredentialAsync(request, cancellationToken: Cancel);
        request.RequestId = NewId();
        request.Scopes.Add(["credentials.write", "ledger.read"]);
        var few = await owner.CreateCredentialAsync(request, cancellationToken: Cancel);
        var limited = process.Credentials(await process.Process.TokenAsync(few.Credential.ClientId, few.ClientSecret));

        var refused = await RefusedAsync(ErrorReason.ScopeMissing, limited.RotateCredentialAsync(
            new RotateCredentialRequest { RequestId = NewId(), Name = all.Credential.Name },
            cancellationToken: Cancel));
        Assert.NotEmpty(refused.Metadata["scope"]);
        var more = NewCredential("partners/jade");
        more.Scopes.Add("ledger.earn");
        Assert.Equal("ledger.earn", (await RefusedAsync(
            ErrorReason.ScopeMissing,
            limited.CreateCredentialAsync(more, cancellationToken: Cancel))).Metadata["scope"]);
        var same = await limited.CreateCredentialAsync(NewCredential("partners/jade"), cancellationToken: Cancel);
        Assert.Equal(["credentials.write", "ledger.read"], same.Credential.Scopes);
        await limited.RotateCredentialAsync(
            new RotateCredentialRequest { RequestId = NewId(), Name = same.Credential.Name },
            cancellationToken: Cancel);
    }

    [Fact]
    public async Task BrandsCredential_AfterTheFirst_IsNotTheAlliancesToMake_AndRecoveryIsMarked()
    {
        var token = await process.RegisterAsync("kale");
        await RefusedAsync(
            ErrorReason.ProposalNeeded,
            Ada.CreateCredentialAsync(NewCredential("partners/kale"), cancellationToken: Cancel));
        await RefusedAsync(ErrorReason.PartnerHasAdmin, Ada.ProposeCredentialAsync(
            NewProposal("partners/kale", CredentialRole.PartnerAdmin), cancellationToken: Cancel));
        var listed = await process.Credentials(token).ListCredentialsAsync(
            new ListCredentialsRequest { Parent = "partners/kale" }, cancellationToken: Cancel);
        await Ada.RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = NewId(), Name = listed.Credentials.Single().Name },
            cancellationToken: Cancel);
        await RefusedAsync(
            ErrorReason.ProposalNeeded,
            Ada.CreateCredentialAsync(NewCredential("partners/kale"), cancellationToken: Cancel));

        var proposed = await Ada.ProposeCredentialAsync(
            NewProposal("partners/kale", CredentialRole.PartnerAdmin), cancellationToken: Cancel);
        await RefusedAsync(ErrorReason.SamePerson, Ada.ApproveCredentialAsync(
            new ApproveCredentialRequest { RequestId = NewId(), Name = proposed.Credential.Name },
            cancellationToken: Cancel));
        var approved = await ApproveAsync(Ben, proposed.Credential.Name);
        var kale = process.Credentials(await process.Process.TokenAsync(
            proposed.Credential.ClientId, proposed.ClientSecretPart + approved.ClientSecretPart));
        var seen = (await kale.ListCredentialsAsync(
            new ListCredentialsRequest { Parent = "partners/kale" }, cancellationToken: Cancel)).Credentials;
        Assert.Equal(["admins/ada"], seen.Where(c => c.Revoked).Select(c => c.Revoker));
        var recovery = Assert.Single(seen, c => c.Recovery);
        Assert.Equal(("admins/ada", "admins/ben"), (recovery.Creator, recovery.Approver));
        Assert.NotNull(recovery.ApproveTime);
        Assert.Contains(process.Process.Log.Of("CredentialRecovered"), l =>
            l.Contains(recovery.ClientId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirstCredential_AskedForInManyWaysAtOnce_IsOne()
    {
        await process.Partners(process.Admin).RegisterPartnerAsync(
            new RegisterPartnerRequest { RequestId = NewId(), PartnerId = "leek", DisplayName = "leek" },
            cancellationToken: Cancel);
        var made = 0;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try
            {
                await Ada.CreateCredentialAsync(NewCredential("partners/leek"), cancellationToken: Cancel);
                Interlocked.Increment(ref made);
            }
            catch (Grpc.Core.RpcException e)
            {
                Assert.Equal(ErrorReason.ProposalNeeded, Refusal.From(e)?.Reason);
            }
        }));
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Credentials_PastTheMost_AreRefusedUntilOneIsRevoked()
    {
        var options = process.Process.Services.GetRequiredService<IOptions<IdentityOptions>>().Value;
        var most = options.MaxCredentialsPerOwner;
        Assert.Equal(50, most);
        var owner = process.Credentials(await process.RegisterAsync("mint"));
        try
        {
            options.MaxCredentialsPerOwner = 2;
            var last = await owner.CreateCredentialAsync(NewCredential("partners/mint"), cancellationToken: Cancel);
            var refused = await RefusedAsync(ErrorReason.CredentialsExhausted, owner.CreateCredentialAsync(
                NewCredential("partners/mint"), cancellationToken: Cancel));
            Assert.Equal("2", refused.Metadata["maximum"]);
            await owner.RevokeCredentialAsync(
                new RevokeCredentialRequest { RequestId = NewId(), Name = last.Credential.Name },
                cancellationToken: Cancel);
            await owner.CreateCredentialAsync(NewCredential("partners/mint"), cancellationToken: Cancel);
        }
        finally
        {
            options.MaxCredentialsPerOwner = most;
        }
    }

    [Fact]
    public async Task Credentials_BeyondTheFirstThousand_AreListed()
    {
        const int Added = 1100;
        var owner = process.Credentials(await process.RegisterAsync("nori"));
        await using (var scope = process.Process.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            // Many of the same moment: the id decides between them.
            var time = DateTimeOffset.UnixEpoch;
            db.Clients.AddRange(Enumerable.Range(0, Added).Select(i => new OAuthClient
            {
                ClientId = $"nori-{i}",
                DisplayName = "old",
                Owner = "partners/nori",
                Role = "partner-service",
                Principal = "partners/nori",
                Scopes = "",
                CreateTime = time.AddSeconds(i / 300),
                Revoked = true,
            }));
            await db.SaveChangesAsync(Cancel);
        }
        var seen = new List<Credential>();
        var page = new ListCredentialsResponse();
        do
        {
            page = await owner.ListCredentialsAsync(
                new ListCredentialsRequest { Parent = "partners/nori", PageSize = 400, PageToken = page.NextPageToken },
                cancellationToken: Cancel);
            seen.AddRange(page.Credentials);
        }
        while (page.NextPageToken.Length > 0);

        Assert.Equal(Added + 1, seen.Select(c => c.Name).Distinct().Count());
        Assert.Equal(Added + 1, seen.Count);
        Assert.Equal(seen.OrderBy(c => c.CreateTime.ToDateTimeOffset()), seen);
    }

    [Fact]
    public async Task Command_AndRefusal_KeepWhichCredentialSentThem()
    {
        var register = new RegisterPartnerRequest { RequestId = NewId(), PartnerId = "olive", DisplayName = "olive" };
        await process.Partners(process.Admin).RegisterPartnerAsync(register, cancellationToken: Cancel);
        var propose = NewProposal("alliance", CredentialRole.AllianceAdmin, "olga");
        await Ada.ProposeCredentialAsync(propose, cancellationToken: Cancel);
        await RefusedAsync(ErrorReason.RoleMissing, process.Partners(process.Approver).RegisterPartnerAsync(
            new RegisterPartnerRequest { RequestId = NewId(), PartnerId = "pear", DisplayName = "pear" },
            cancellationToken: Cancel));

        await using var scope = process.Process.Services.CreateAsyncScope();
        Assert.Equal("alliance-ada",
            await ClientOfAsync(scope.ServiceProvider.GetRequiredService<PartnersDb>(), register.RequestId));
        Assert.Equal("alliance-ada",
            await ClientOfAsync(scope.ServiceProvider.GetRequiredService<IdentityDb>(), propose.RequestId));
        Assert.Contains(process.Process.Log.Of("CallForbidden"), l =>
            l.Contains("admins/ben (alliance-ben)", StringComparison.Ordinal)
            && l.Contains("RegisterPartner: ROLE_MISSING", StringComparison.Ordinal));
    }

    private static async Task<string?> ClientOfAsync(ModuleDb db, string requestId)
    {
        var id = Guid.Parse(requestId);
        return (await db.Commands.AsNoTracking().SingleAsync(c => c.RequestId == id, Cancel)).ClientId;
    }

    private async Task<ProposeCredentialResponse> ProposeAsync(string person) => await Ada.ProposeCredentialAsync(
        NewProposal("alliance", CredentialRole.AllianceApprover, person), cancellationToken: Cancel);

    private static ProposeCredentialRequest NewProposal(string parent, CredentialRole role, string person = "") => new()
    {
        RequestId = NewId(),
        Parent = parent,
        DisplayName = "A second person",
        Role = role,
        Person = person,
    };

    private static async Task<ApproveCredentialResponse> ApproveAsync(
        V1.CredentialService.CredentialServiceClient who, string name) => await who.ApproveCredentialAsync(
            new ApproveCredentialRequest { RequestId = NewId(), Name = name }, cancellationToken: Cancel);

    private async Task InvalidAsync(string clientId, string secret) => Assert.Equal(
        "invalid_client", (await process.Process.AskTokenAsync(clientId, secret)).GetProperty("error").GetString());
}

public sealed class SqliteAuthorityTests(SqlitePartnersProcess process)
    : AuthorityTests(process), IClassFixture<SqlitePartnersProcess>;

public sealed class PostgresAuthorityTests(PostgresPartnersProcess process)
    : AuthorityTests(process), IClassFixture<PostgresPartnersProcess>;

public sealed class SqlServerAuthorityTests(SqlServerPartnersProcess process)
    : AuthorityTests(process), IClassFixture<SqlServerPartnersProcess>;

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>
/// The schema <c>identity</c>: OpenIddict's four tables, of which only the clients are used, the signing keys, and
/// people who sign in.
/// </summary>
public abstract class IdentityDb(DbContextOptions options) : ModuleDb(options, IdentityModule.Name)
{
    public DbSet<OAuthClient> Clients => Set<OAuthClient>();

    public DbSet<ClientOwner> ClientOwners => Set<ClientOwner>();

    public DbSet<SigningKeyRow> SigningKeys => Set<SigningKeyRow>();

    public DbSet<User> Users => Set<User>();

    public DbSet<MemberUser> MemberUsers => Set<MemberUser>();

    public DbSet<StaffUser> Staff => Set<StaffUser>();

    public DbSet<StaffProposal> StaffProposals => Set<StaffProposal>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<UserBrand> UserBrands => Set<UserBrand>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<PasskeyRow> Passkeys => Set<PasskeyRow>();

    public DbSet<SignInCode> Codes => Set<SignInCode>();

    public DbSet<SignInLink> Links => Set<SignInLink>();

    public DbSet<SignInSession> Sessions => Set<SignInSession>();

    public DbSet<MemberSession> MemberSessions => Set<MemberSession>();

    public DbSet<StaffSession> StaffSessions => Set<StaffSession>();

    public DbSet<TokenGrant> Grants => Set<TokenGrant>();

    public DbSet<StaffPassword> Passwords => Set<StaffPassword>();

    public DbSet<TotpSecret> TotpSecrets => Set<TotpSecret>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<ExternalName> ExternalNames => Set<ExternalName>();

    public DbSet<SignInTries> Tries => Set<SignInTries>();

    protected override void Define(ModelBuilder model)
    {
        DefineSecrets(model);
        DefinePeople(model);
        model.UseOpenIddict<OAuthClient, OAuthAuthorization, OAuthScope, OAuthToken, string>();
        model.Entity<OAuthClient>(client =>
        {
            client.ToTable("clients");
            client.Property(c => c.Id).HasMaxLength(36);
            client.Property(c => c.Owner).HasMaxLength(100);
            client.Property(c => c.Role).HasMaxLength(50);
            client.Property(c => c.Principal).HasMaxLength(100);
            client.Property(c => c.Scopes).HasMaxLength(2000);
            client.Property(c => c.Creator).HasMaxLength(100);
            client.Property(c => c.Approver).HasMaxLength(100);
            client.Property(c => c.Revoker).HasMaxLength(100);
            client.HasIndex(c => new { c.Owner, c.CreateTime });
        });
        model.Entity<ClientOwner>(owner =>
        {
            owner.ToTable("client_owners");
            owner.HasKey(o => o.Owner);
            owner.Property(o => o.Owner).HasMaxLength(100);
        });
        model.Entity<OAuthAuthorization>(authorization =>
        {
            authorization.ToTable("authorizations");
            authorization.Property(a => a.Id).HasMaxLength(36);
        });
        model.Entity<OAuthScope>(scope =>
        {
            scope.ToTable("scopes");
            scope.Property(s => s.Id).HasMaxLength(36);
        });
        model.Entity<OAuthToken>(token =>
        {
            token.ToTable("tokens");
            token.Property(t => t.Id).HasMaxLength(36);
        });
        model.Entity<SigningKeyRow>(key =>
        {
            key.ToTable("signing_keys");
            key.HasKey(k => k.Number);
            key.Property(k => k.Number).ValueGeneratedNever();
            key.Property(k => k.KeyId).HasMaxLength(64);
            key.HasIndex(k => k.KeyId).IsUnique();
            key.Property(k => k.PrivateKey).HasMaxLength(1000);
        });
    }

    private static void DefinePeople(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.UseTpcMappingStrategy();
            user.Property(u => u.Id).ValueGeneratedNever();
        });
        model.Entity<MemberUser>().ToTable("users");
        DefineStaff(model);
        model.Entity<UserBrand>(brand =>
        {
            brand.ToTable("user_brands");
            brand.HasKey(b => new { b.UserId, b.PartnerId });
            brand.Property(b => b.PartnerId).HasMaxLength(32);
        });
        model.Entity<Contact>(contact =>
        {
            contact.ToTable("contacts");
            contact.HasKey(c => c.Address);
            contact.Property(c => c.Address).HasMaxLength(210);
            contact.HasIndex(c => c.UserId);
        });
        model.Entity<PasskeyRow>(passkey =>
        {
            passkey.ToTable("passkeys");
            passkey.HasKey(p => p.IdHash);
            passkey.Property(p => p.IdHash).HasMaxLength(32).ValueGeneratedNever();
            passkey.Property(p => p.CredentialId).HasMaxLength(1023);
            passkey.Property(p => p.Transports).HasMaxLength(200);
            passkey.HasIndex(p => p.UserId);
        });
        DefineSignIns(model);
        DefineSessions(model);
    }

    private static void DefineStaff(ModelBuilder model)
    {
        model.Entity<StaffUser>(staff =>
        {
            staff.ToTable("staff");
            staff.Property(s => s.Owner).HasMaxLength(100);
            staff.Property(s => s.Person).HasMaxLength(64);
            staff.Property(s => s.DisplayName).HasMaxLength(100);
            staff.Property(s => s.Role).HasMaxLength(20);
            staff.Property(s => s.Inviter).HasMaxLength(100);
            staff.Property(s => s.Approver).HasMaxLength(100);
            staff.HasIndex(s => new { s.Owner, s.Person }).IsUnique();
        });
        model.Entity<StaffProposal>(proposal =>
        {
            proposal.ToTable("staff_proposals");
            proposal.HasKey(p => p.UserId);
            proposal.Property(p => p.UserId).ValueGeneratedNever();
            proposal.Property(p => p.Role).HasMaxLength(20);
            proposal.Property(p => p.InvitationHash).HasMaxLength(32);
            proposal.Property(p => p.Proposer).HasMaxLength(100);
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations");
            invitation.HasKey(i => i.Hash);
            invitation.Property(i => i.Hash).HasMaxLength(32).ValueGeneratedNever();
            invitation.HasIndex(i => i.UserId);
            invitation.HasIndex(i => i.ExpireTime);
        });
    }

    private static void DefineSessions(ModelBuilder model)
    {
        model.Entity<SignInSession>(session =>
        {
            session.UseTpcMappingStrategy();
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.SecretHash).HasMaxLength(32);
            session.Property(s => s.Way).HasMaxLength(20);
            session.Property(s => s.Agent).HasMaxLength(200);
            session.HasIndex(s => s.SecretHash).IsUnique();
            session.HasIndex(s => s.ExpireTime);
            session.HasIndex(s => s.EndTime).HasFilter("end_time IS NOT NULL");
        });
        model.Entity<MemberSession>(session =>
        {
            session.ToTable("sessions");
            session.Property(s => s.LinkBrands).HasMaxLength(4000);
            session.HasIndex(s => s.UserId);
        });
        model.Entity<StaffSession>(session =>
        {
            session.ToTable("staff_sessions");
            session.Property(s => s.AuthorityAcr).HasMaxLength(200);
            session.HasIndex(s => s.UserId);
        });
    }

    private static void DefineSecrets(ModelBuilder model)
    {
        model.Entity<StaffPassword>(password =>
        {
            password.ToTable("staff_passwords");
            password.HasKey(p => p.UserId);
            password.Property(p => p.UserId).ValueGeneratedNever();
            password.Property(p => p.Hash).HasMaxLength(200);
        });
        model.Entity<TotpSecret>(secret =>
        {
            secret.ToTable("totp_secrets");
            secret.HasKey(s => s.UserId);
            secret.Property(s => s.UserId).ValueGeneratedNever();
            secret.Property(s => s.Sealed).HasMaxLength(100);
        });
        model.Entity<RecoveryCode>(code =>
        {
            code.ToTable("recovery_codes");
            code.HasKey(c => c.Hash);
            code.Property(c => c.Hash).HasMaxLength(32).ValueGeneratedNever();
            code.HasIndex(c => c.UserId);
        });
        model.Entity<ExternalName>(name =>
        {
            name.ToTable("external_names");
            name.HasKey(n => n.Hash);
            name.Property(n => n.Hash).HasMaxLength(32).ValueGeneratedNever();
            name.Property(n => n.Shown).HasMaxLength(200);
            name.HasIndex(n => n.UserId);
        });
        model.Entity<SignInTries>(tries =>
        {
            tries.ToTable("sign_in_tries");
            tries.HasKey(t => t.KeyHash);
            tries.Property(t => t.KeyHash).HasMaxLength(32).ValueGeneratedNever();
            tries.HasIndex(t => t.Time);
        });
    }

    private static void DefineSignIns(ModelBuilder model)
    {
        model.Entity<SignInCode>(code =>
        {
            code.ToTable("sign_in_codes");
            code.HasKey(c => c.FlowHash);
            code.Property(c => c.FlowHash).HasMaxLength(32).ValueGeneratedNever();
            code.Property(c => c.Address).HasMaxLength(210);
            code.Property(c => c.From).HasMaxLength(50);
            code.Property(c => c.CodeMac).HasMaxLength(32);
            code.HasIndex(c => new { c.Address, c.CreateTime });
            code.HasIndex(c => new { c.From, c.CreateTime });
            code.HasIndex(c => c.CreateTime);
        });
        model.Entity<SignInLink>(link =>
        {
            link.ToTable("sign_in_links");
            link.HasKey(l => l.Hash);
            link.Property(l => l.Hash).HasMaxLength(32).ValueGeneratedNever();
            link.Property(l => l.PartnerId).HasMaxLength(32);
            link.HasIndex(l => l.ExpireTime);
        });
        model.Entity<TokenGrant>(grant =>
        {
            grant.ToTable("token_grants");
            grant.Property(g => g.Id).ValueGeneratedNever();
            grant.HasIndex(g => g.Time);
        });
    }
}

public sealed class SqliteIdentityDb(DbContextOptions<SqliteIdentityDb> options) : IdentityDb(options);

public sealed class PostgresIdentityDb(DbContextOptions<PostgresIdentityDb> options) : IdentityDb(options);

public sealed class SqlServerIdentityDb(DbContextOptions<SqlServerIdentityDb> options) : IdentityDb(options);

internal sealed class SqliteIdentityDesign() : DesignTimeDb<SqliteIdentityDb>(DatabaseKind.Sqlite, IdentityModule.Name);

internal sealed class PostgresIdentityDesign()
    : DesignTimeDb<PostgresIdentityDb>(DatabaseKind.Postgres, IdentityModule.Name);

internal sealed class SqlServerIdentityDesign()
    : DesignTimeDb<SqlServerIdentityDb>(DatabaseKind.SqlServer, IdentityModule.Name);

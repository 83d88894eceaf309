using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;

namespace Federation.Cli;

/// <summary>
/// The brands' credentials, as an alliance makes them: the alliance makes a brand's first one, a partner admin's, and
/// with it the brand makes the one that its tills use, and a second person's. Where the file was lost, two people of
/// the alliance recover the brand.
/// </summary>
internal sealed class BrandCredentials(Session session)
{
    private const string AdminName = "back office";
    private const string ApproverName = "programme approver";
    private const string ServiceName = "replay";
    private readonly FederationClient admin = session.As("admin");

    /// <summary>The client with which the brand's tills call. One that the file lacks, or that works no more, is
    /// made.</summary>
    public async Task<FederationClient> EnsureAsync(Brand brand, CancellationToken cancel)
    {
        if (await WorkingAsync(brand.Id, cancel) is { } till)
            return till;
        var owner = await OwnerAsync(brand, cancel);
        return Save(brand.Id, await CreateAsync(owner, brand, CredentialRole.PartnerService, ServiceName, cancel));
    }

    /// <summary>The brand's first partner admin.</summary>
    public async Task<FederationClient> OwnerAsync(Brand brand, CancellationToken cancel)
    {
        var backOffice = $"{brand.Id}-admin";
        return await WorkingAsync(backOffice, cancel) ?? Save(backOffice, await AdminAsync(brand, cancel));
    }

    /// <summary>Another partner admin of the brand, who approves what the first one proposes.</summary>
    public async Task<FederationClient> ApproverAsync(Brand brand, FederationClient owner, CancellationToken cancel)
    {
        var approver = $"{brand.Id}-approver";
        return await WorkingAsync(approver, cancel)
            ?? Save(approver, await CreateAsync(owner, brand, CredentialRole.PartnerAdmin, ApproverName, cancel));
    }

    private async Task<FederationClient?> WorkingAsync(string name, CancellationToken cancel)
    {
        if (session.Credentials.Find(name) is not var (clientId, secret))
            return null;
        var client = session.As(clientId, secret);
        try
        {
            await client.GetAccessTokenAsync(cancel);
            return client;
        }
        catch (TokenRefusedException)
        {
            // The file is of another alliance, or the credential was revoked or rotated since.
            return null;
        }
    }

    private FederationClient Save(string name, (string ClientId, string Secret) made)
    {
        session.Credentials.SavePartner(name, made.ClientId, made.Secret);
        return session.As(made.ClientId, made.Secret);
    }

    private async Task<(string ClientId, string Secret)> AdminAsync(Brand brand, CancellationToken cancel)
    {
        try
        {
            return await CreateAsync(admin, brand, CredentialRole.PartnerAdmin, AdminName, cancel);
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.ProposalNeeded)
        {
            return await RecoverAsync(brand, cancel);
        }
    }

    private static async Task<(string ClientId, string Secret)> CreateAsync(
        FederationClient creator, Brand brand, CredentialRole role, string name, CancellationToken cancel)
    {
        while (true)
        {
            var created = await creator.Credentials.CreateCredentialAsync(new CreateCredentialRequest
            {
                RequestId = RequestIds.New(),
                Parent = brand.Partner,
                DisplayName = name,
                Role = role,
            }, cancellationToken: cancel);
            if (created.ClientSecret.Length > 0)
                return (created.Credential.ClientId, created.ClientSecret);
            // A repetition after a lost answer is answered without the secret.
            await RevokeAsync(creator, created.Credential, cancel);
        }
    }

    /// <summary>The brand's admins have lost what they had: it is revoked, and two people make a new one.</summary>
    private async Task<(string ClientId, string Secret)> RecoverAsync(Brand brand, CancellationToken cancel)
    {
        var listed = await Pages.ReadAsync(100_000, (size, token) => admin.Credentials.ListCredentialsAsync(
            new ListCredentialsRequest { Parent = brand.Partner, PageSize = size, PageToken = token },
            cancellationToken: cancel));
        foreach (var lost in listed.Credentials.Where(c => !c.Revoked))
            await RevokeAsync(admin, lost, cancel);
        while (true)
        {
            var proposed = await admin.Credentials.ProposeCredentialAsync(new ProposeCredentialRequest
            {
                RequestId = RequestIds.New(),
                Parent = brand.Partner,
                DisplayName = AdminName,
                Role = CredentialRole.PartnerAdmin,
            }, cancellationToken: cancel);
            var approved = await session.As("approver").Credentials.ApproveCredentialAsync(
                new ApproveCredentialRequest { RequestId = RequestIds.New(), Name = proposed.Credential.Name },
                cancellationToken: cancel);
            if (proposed.ClientSecretPart.Length > 0 && approved.ClientSecretPart.Length > 0)
                return (proposed.Credential.ClientId, proposed.ClientSecretPart + approved.ClientSecretPart);
            await RevokeAsync(admin, proposed.Credential, cancel);
        }
    }

    private static async Task RevokeAsync(FederationClient by, Credential credential, CancellationToken cancel) =>
        await by.Credentials.RevokeCredentialAsync(
            new RevokeCredentialRequest { RequestId = RequestIds.New(), Name = credential.Name },
            cancellationToken: cancel);
}

using System.Collections.Concurrent;
using Federation.Client;
using Federation.Exchange.V1;
using Federation.Identity;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Types.V1;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>A deployment with brands in it: intentions for scenarios.</summary>
internal sealed class Alliance(Deployment deployment) : IAsyncDisposable
{
    // The brands' admins, who make their further credentials.
    private readonly ConcurrentDictionary<string, FederationClient> owners = new(StringComparer.Ordinal);

    public Deployment Deployment => deployment;

    public FederationClient Admin { get; } = deployment.As("admin");

    public FederationClient Approver { get; } = deployment.As("approver");

    /// <summary>A fresh alliance in one process.</summary>
    public static async Task<Alliance> StartAsync() => new(await Deployment.OneAsync());

    /// <summary>A brand with a coin and a till of its own name; its client as partner admin.</summary>
    public async Task<FederationClient> GivenPartnerAsync(string id, int gateway = 0)
    {
        await Admin.Partners.RegisterPartnerAsync(
            new RegisterPartnerRequest { RequestId = RequestIds.New(), PartnerId = id, DisplayName = id });
        await GivenCoinAsync(id, id);
        await Admin.Merchants.CreateMerchantAsync(new CreateMerchantRequest
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + id,
            MerchantId = "till",
            DisplayName = "Till",
            Coin = "coins/" + id,
        });
        return await GivenCredentialAsync(id, CredentialRole.PartnerAdmin, gateway);
    }

    /// <summary>Waits until a closing that is due has reached the ledger.</summary>
    public static async Task ClosedAsync(FederationClient issuer, string wallet)
    {
        var request = new GetWalletRequest { Name = wallet };
        while ((await issuer.Ledger.GetWalletAsync(request)).Wallet.State != WalletState.Closed)
            await Task.Delay(100, TestContext.Current.CancellationToken);
    }

    public async Task GivenCoinAsync(string partner, string id) =>
        await Admin.Coins.DefineCoinAsync(new DefineCoinRequest
        {
            RequestId = RequestIds.New(),
            CoinId = id,
            Partner = "partners/" + partner,
            DisplayCode = id.ToUpperInvariant(),
            DisplayName = id,
        });

    public async Task<FederationClient> GivenCredentialAsync(
        string partner, CredentialRole role, int gateway = 0, params string[] scopes)
    {
        var made = await NewCredentialAsync(partner, role, scopes);
        return deployment.With(made.Credential.ClientId, made.ClientSecret, gateway);
    }

    /// <summary>A brand's first credential is made by the alliance, each further one by the brand's admin.</summary>
    public async Task<CreateCredentialResponse> NewCredentialAsync(
        string partner, CredentialRole role, params string[] scopes)
    {
        var request = new CreateCredentialRequest
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + partner,
            DisplayName = "scenario",
            Role = role
        };
        request.Scopes.AddRange(scopes);
        var made = await owners.GetValueOrDefault(partner, Admin).Credentials.CreateCredentialAsync(request);
        if (role == CredentialRole.PartnerAdmin && scopes.Length == 0)
            owners.TryAdd(partner, deployment.With(made.Credential.ClientId, made.ClientSecret));
        return made;
    }

    /// <summary>A person of a brand's desk, signed in just now.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="brand">An admin of it.</param>
    /// <param name="person">Who.</param>
    public async Task<FederationClient> GivenPersonAsync(string partner, FederationClient brand, string person)
    {
        var user = (await brand.Users.InviteUserAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + partner,
            Person = person,
            DisplayName = person,
            Role = UserRole.Desk,
        })).User;
        using var signed = await SignedMembers.OfAsync(deployment.Databases, deployment.Gateways[0], brand);
        var token = signed.TokenOf(user, StaffRoles.Find("partners/" + partner, StaffRoles.Desk)!);
        return brand.WithTokens(_ => ValueTask.FromResult(token));
    }

    /// <summary>A credential of the alliance: proposed by the admin, approved by the approver.</summary>
    public async Task<FederationClient> GivenAllianceCredentialAsync(string person, CredentialRole role)
    {
        var proposed = await Admin.Credentials.ProposeCredentialAsync(new ProposeCredentialRequest
        {
            RequestId = RequestIds.New(),
            Parent = "alliance",
            DisplayName = "scenario",
            Role = role,
            Person = person,
        });
        var approved = await Approver.Credentials.ApproveCredentialAsync(
            new ApproveCredentialRequest { RequestId = RequestIds.New(), Name = proposed.Credential.Name });
        return deployment.With(proposed.Credential.ClientId, proposed.ClientSecretPart + approved.ClientSecretPart);
    }

    /// <summary>A board in force: each coin's values, and the fee.</summary>
    public async Task<string> GivenBoardAsync(int fee, params (string Coin, long OnValue, long OffValue)[] values)
    {
        var request = new ProposeBoardRequest
        {
            RequestId = RequestIds.New(),
            FeeBasisPoints = fee,
            MaximumUnits = Units.MaxCommand
        };
        request.Values.AddRange(
            values.Select(
                v => new CoinValue { Coin = "coins/" + v.Coin, OnValueUnits = v.OnValue, OffValueUnits = v.OffValue }));
        var board = (await Admin.Boards.ProposeBoardAsync(request)).Board.Name;
        await Approver.Boards.ApproveBoardAsync(new ApproveBoardRequest { RequestId = RequestIds.New(), Name = board });
        await Admin.Boards.PublishBoardAsync(new PublishBoardRequest { RequestId = RequestIds.New(), Name = board });
        return board;
    }

    public static async Task<string> GivenMemberAsync(FederationClient partner, string number) =>
        (await partner.Members.RegisterMemberAsync(
            new() { RequestId = RequestIds.New(), ExternalId = number })).Member.Name;

    /// <summary>Links a member of one brand with another; the other's name of the member.</summary>
    public static async Task<string> GivenLinkAsync(
        FederationClient from, string member, FederationClient to, string number)
    {
        var code =
            (await from.Members.CreateLinkCodeAsync(new() { RequestId = RequestIds.New(), Member = member })).LinkCode;
        return (await to.Members.LinkMemberAsync(
            new() { RequestId = RequestIds.New(), LinkCode = code, ExternalId = number })).Member.Name;
    }

    public static Task GivenConsentAsync(FederationClient partner, string member, long cap = 0) =>
        partner.Members.SetAlliedSpendingAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = member,
            AlliedSpending = new() { Enabled = true, DailyCapUnits = cap },
        }).ResponseAsync;

    public static async Task<Journal> EarnAsync(FederationClient partner, string coin, string member, long units) =>
        (await partner.Ledger.EarnAsync(
            new EarnRequest { RequestId = RequestIds.New(), Member = member, Amount = Coins(coin, units) })).Journal;

    public static async Task<long> BalanceOfAsync(FederationClient partner, string coin, string member) =>
        (await partner.Ledger.GetWalletAsync(
            new GetWalletRequest { Name = $"{member}/wallets/{coin}" })).Wallet.BalanceUnits;

    public static CoinAmount Coins(string coin, long units) => new() { Coin = "coins/" + coin, Units = units };

    /// <summary>Over the stream, since books of millions of journals take longer than a unary call may.</summary>
    public async Task AssertBooksAsync()
    {
        using var call =
            Admin.Ledger.StreamCheckBooks(new StreamCheckBooksRequest(), deadline: DateTime.UtcNow.AddMinutes(10));
        StreamCheckBooksResponse? last = null;
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
            last = answer;
        Assert.True(last?.Result?.Balanced, last?.ToString());
    }

    public ValueTask DisposeAsync() => deployment.DisposeAsync();
}

using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>Makes the replay's alliance, step by step; what is there stays as it is.</summary>
internal sealed class AllianceSetup
{
    /// <summary>Whoever gives a wrong address waits as long as with any other command, not as long as a replay has
    /// patience.</summary>
    private static readonly TimeSpan FirstAnswer = new FederationOptions().Timeout;
    private readonly Session session;
    private readonly CommandMeter meter;
    private readonly FederationClient admin;
    private readonly BrandCredentials credentials;
    private readonly ProgramSetup programs;

    public AllianceSetup(Session session, CommandMeter meter)
    {
        (this.session, this.meter) = (session, meter);
        admin = session.As("admin");
        credentials = new BrandCredentials(session);
        programs = new ProgramSetup(session, credentials);
    }

    /// <summary>Whether brands were registered before this run: then their rows may have been replayed.</summary>
    public bool ReplayedBefore { get; private set; }

    /// <summary>Alliance time. Nothing is sent to an alliance that cannot be moved, or stands past a file that it never
    /// saw.</summary>
    public async Task<DateTimeOffset> ReadClockAsync(PurchaseFile file, CancellationToken cancel)
    {
        var clock = (await admin.Clock.GetClockAsync(
            new GetClockRequest(), deadline: DateTime.UtcNow + FirstAnswer, cancellationToken: cancel)).Clock;
        if (!clock.Sandbox)
            throw new BadInputException(
                "This alliance is no sandbox: its clock cannot be moved, so past purchases cannot be replayed.");
        var now = clock.Now.ToDateTimeOffset();
        var partners = await PartnersAsync(cancel);
        ReplayedBefore = ReplayAlliance.Brands.Any(b => partners.Contains(b.Partner));
        if (now > file.Rows[0].Time && !ReplayedBefore)
            throw TooLate(file, file.Rows[0], now);
        return now;
    }

    public static BadInputException TooLate(PurchaseFile file, Purchase row, DateTimeOffset now) => new(
        $"{file.Name}: line {row.Line} has the time {row.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}, before the alliance's "
        + $"clock, which " +
        $"stands at {now.UtcDateTime:yyyy-MM-dd HH:mm:ss}, and was not replayed here before.");

    /// <summary>The four brands, each with its coin, its till and a credential that works.</summary>
    public async Task<IReadOnlyDictionary<string, BrandCalls>> EnsureBrandsAsync(CancellationToken cancel)
    {
        var partners = await PartnersAsync(cancel);
        var brands = new Dictionary<string, BrandCalls>(StringComparer.Ordinal);
        foreach (var brand in ReplayAlliance.Brands)
        {
            if (!partners.Contains(brand.Partner))
                await RegisterAsync(brand, cancel);
            await EnsureCoinAsync(brand, cancel);
            await EnsureMerchantAsync(brand, cancel);
            await programs.PrepareAsync(brand, cancel);
            brands[brand.Id] = new BrandCalls(brand, await credentials.EnsureAsync(brand, cancel), meter);
        }
        return brands;
    }

    public async Task AdvanceClockAsync(DateTimeOffset moment, CancellationToken cancel) =>
        await admin.Clock.AdvanceClockAsync(new AdvanceClockRequest
        {
            RequestId = BrandCalls.IdOf($"clock/{moment.UtcDateTime:O}"),
            Now = Timestamp.FromDateTimeOffset(moment),
        }, cancellationToken: cancel);

    /// <summary>The replay's board in force: proposed by one person, approved by another, published.</summary>
    public async Task EnsureBoardAsync(CancellationToken cancel)
    {
        if (IsOurs(await InForceAsync(cancel)))
            return;
        var proposal = new ProposeBoardRequest
        {
            RequestId = BrandCalls.IdOf("board/propose"),
            FeeBasisPoints = ReplayAlliance.FeeBasisPoints,
            MaximumUnits = ReplayAlliance.MaximumUnits,
        };
        proposal.Values.Add(
            ReplayAlliance.Brands.Select(
                b => new CoinValue { Coin = b.Coin, OnValueUnits = b.OnValue, OffValueUnits = b.OffValue }));
        var name = (await admin.Boards.ProposeBoardAsync(proposal, cancellationToken: cancel)).Board.Name;
        await session.As("approver").Boards.ApproveBoardAsync(
            new ApproveBoardRequest { RequestId = BrandCalls.IdOf("board/approve"), Name = name },
            cancellationToken: cancel);
        await admin.Boards.PublishBoardAsync(
            new PublishBoardRequest { RequestId = BrandCalls.IdOf("board/publish"), Name = name },
            cancellationToken: cancel);
        if (await InForceAsync(cancel) is { } board && !IsOurs(board))
            throw new BadInputException(
                $"Another board, {board.Name}, is in force; publish {name} again, then replay.");
    }

    /// <summary>The brands' programmes, which value their coins by the board in force.</summary>
    public Task EnsureProgramsAsync(CancellationToken cancel) => programs.EnsureAsync(cancel);

    private async Task<Board?> InForceAsync(CancellationToken cancel)
    {
        try
        {
            return (await admin.Boards.GetBoardAsync(new GetBoardRequest(), cancellationToken: cancel)).Board;
        }
        catch (RefusedException e) when (e.Refusal.Reason is ErrorReason.NoBoardInForce or ErrorReason.BoardNotFound)
        {
            return null;
        }
    }

    private static bool IsOurs(Board? board) =>
        board?.FeeBasisPoints == ReplayAlliance.FeeBasisPoints && ReplayAlliance.Brands.All(b =>
            board.Values.Any(v => v.Coin == b.Coin && v.OnValueUnits == b.OnValue && v.OffValueUnits == b.OffValue));

    private async Task<HashSet<string>> PartnersAsync(CancellationToken cancel)
    {
        var found = await Pages.ReadAsync(100_000, (size, token) => admin.Partners.ListPartnersAsync(
            new ListPartnersRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
        return [.. found.Partners.Select(p => p.Name)];
    }

    private async Task RegisterAsync(Brand brand, CancellationToken cancel) =>
        await admin.Partners.RegisterPartnerAsync(new RegisterPartnerRequest
        {
            RequestId = BrandCalls.IdOf($"brand/{brand.Id}"),
            PartnerId = brand.Id,
            DisplayName = brand.DisplayName,
            DisplayNameZh = brand.DisplayNameZh,
        }, cancellationToken: cancel);

    private async Task EnsureCoinAsync(Brand brand, CancellationToken cancel)
    {
        try
        {
            var coin = (await admin.Coins.GetCoinAsync(
                new GetCoinRequest { Name = brand.Coin }, cancellationToken: cancel)).Coin;
            if (coin.Partner != brand.Partner)
                throw new BadInputException(
                    $"{brand.Coin} belongs to {coin.Partner} here, so these purchases cannot be replayed.");
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.CoinNotFound)
        {
            await admin.Coins.DefineCoinAsync(new DefineCoinRequest
            {
                RequestId = BrandCalls.IdOf($"coin/{brand.Id}"),
                CoinId = brand.Id,
                Partner = brand.Partner,
                DisplayCode = brand.Id.ToUpperInvariant(),
                Scale = 0,
                DisplayName = brand.DisplayName + " coins",
                DisplayNameZh = brand.DisplayNameZh + "币",
                Expiry = new ExpiryRule { Days = ReplayAlliance.ExpiryDays, TimeZone = ReplayAlliance.TimeZone },
            }, cancellationToken: cancel);
        }
    }

    private async Task EnsureMerchantAsync(Brand brand, CancellationToken cancel)
    {
        try
        {
            await admin.Merchants.GetMerchantAsync(
                new GetMerchantRequest { Name = brand.Merchant }, cancellationToken: cancel);
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.MerchantNotFound)
        {
            await admin.Merchants.CreateMerchantAsync(new CreateMerchantRequest
            {
                RequestId = BrandCalls.IdOf($"merchant/{brand.Id}"),
                Parent = brand.Partner,
                MerchantId = ReplayAlliance.MerchantId,
                DisplayName = brand.DisplayName + " store",
                Coin = brand.Coin,
            }, cancellationToken: cancel);
        }
    }
}

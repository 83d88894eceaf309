using Federation.Accounts.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Programs.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>One member whole, as far as the person's role reads it: a part that one module does not answer keeps no
/// other back.</summary>
public sealed partial class BrandMemberPage
{
    private const int LinesShown = 10;

    private static readonly string ListWallets = Permissions.Of<LedgerService.LedgerServiceBase>("ListWallets");
    private static readonly string ListDeliveries =
        Permissions.Of<MessageService.MessageServiceBase>("ListDeliveries");

    private static readonly string Freeze = Permissions.Of<LedgerService.LedgerServiceBase>("Freeze");
    private static readonly string Unfreeze = Permissions.Of<LedgerService.LedgerServiceBase>("Unfreeze");

    private readonly Dictionary<string, IReadOnlyList<StatementLine>> lines = new(StringComparer.Ordinal);
    private Member? member;
    private IReadOnlyList<Wallet> wallets = [];
    private IReadOnlyList<Coupon> coupons = [];
    private IReadOnlyList<string> levels = [];
    private IReadOnlyList<Adjustment> goodwill = [];

    /// <summary>The member's id, as the brand names it.</summary>
    [Parameter]
    public required string Id { get; set; }

    private string Name => ResourceNames.Members + Id;

    public static string PathOf(string member) => $"{BrandMembersPage.Path}/{ResourceNames.LastPart(member)}";

    protected override async Task LoadAsync()
    {
        member = (await Alliance.Client.Members.GetMemberAsync(
            new GetMemberRequest { Name = Name }, cancellationToken: Alliance.Cancel)).Member;
        var found = PartAsync(ListWallets, async cancel => (await Alliance.Client.Ledger.ListWalletsAsync(
            new ListWalletsRequest { Parent = Name }, cancellationToken: cancel)).Wallets);
        var proposals = PartAsync(
            Permissions.Of<AdjustmentService.AdjustmentServiceBase>("ListAdjustments"), async cancel =>
                (await Alliance.Client.Adjustments.ListAdjustmentsAsync(
                    new ListAdjustmentsRequest { Parent = Me!.Owner, Member = Name, PageSize = LinesShown },
                    cancellationToken: cancel)).Adjustments);
        await LoadProgramsAsync();
        wallets = (await found).Value ?? [];
        goodwill = (await proposals).Value ?? [];
        foreach (var wallet in wallets)
            lines[wallet.Coin] = await LinesOfAsync(wallet);
    }

    private async Task LoadProgramsAsync()
    {
        var programs = await PartAsync(
            Permissions.Of<ProgramService.ProgramServiceBase>("ListPrograms"), async cancel =>
                (await Alliance.Client.Programs.ListProgramsAsync(
                    new ListProgramsRequest { Parent = Me!.Owner }, cancellationToken: cancel)).Programs);
        foreach (var program in programs.Value ?? [])
        {
            var held = await PartAsync(
                Permissions.Of<CouponService.CouponServiceBase>("ListCoupons"), async cancel =>
                    (await Alliance.Client.Coupons.ListCouponsAsync(
                        new ListCouponsRequest { Program = program.Name, Member = Name, ActiveOnly = true },
                        cancellationToken: cancel)).Coupons);
            coupons = [.. coupons, .. held.Value ?? []];
            var status = await PartAsync(
                Permissions.Of<MemberProgramService.MemberProgramServiceBase>("GetMemberStatus"), async cancel =>
                    (await Alliance.Client.MemberPrograms.GetMemberStatusAsync(
                        new GetMemberStatusRequest { Program = program.Name, Member = Name },
                        cancellationToken: cancel)).Status);
            levels = [.. levels, .. (status.Value?.Tiers ?? []).Where(t => t.Standing is { Level.Length: > 0 })
                .Select(t => Words.TitleOf(t.LevelTitle, t.Standing.Level, Look.Language))];
        }
    }

    /// <summary>The newest lines. A statement begins with the oldest, so it is asked for the last month alone.
    /// </summary>
    private async Task<IReadOnlyList<StatementLine>> LinesOfAsync(Wallet wallet)
    {
        var part = await PartAsync(
            Permissions.Of<LedgerService.LedgerServiceBase>("ListEntries"), async cancel =>
                (await Alliance.Client.Ledger.ListEntriesAsync(
                    new ListEntriesRequest
                    {
                        Parent = wallet.Name,
                        PageSize = 1000,
                        StartTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Now.AddDays(-30)),
                    }, cancellationToken: cancel)).Lines);
        return [.. (part.Value ?? []).Reverse().Take(LinesShown)];
    }

    private async Task FreezeAsync(Wallet wallet)
    {
        var reason = PostedForm.Of(Context)["reason"];
        if (reason.Length == 0)
            Problems.Add(new($"reason-{CoinView.IdOf(wallet.Coin)}", T.ReasonCodeMissing));
        else
            await ActAsync(id => Alliance.Client.Ledger.FreezeAsync(
                new FreezeRequest { RequestId = id, Wallet = wallet.Name, ReasonCode = reason },
                cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(Id));
    }

    private Task UnfreezeAsync(Wallet wallet) => ActAsync(id => Alliance.Client.Ledger.UnfreezeAsync(
        new UnfreezeRequest { RequestId = id, Wallet = wallet.Name, ReasonCode = "freeze-ended" },
        cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(Id));
}

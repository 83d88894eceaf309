using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Types.V1;

namespace Federation.Ledger.Tests;

/// <summary>What is pure of the RPCs: names, totals, the table of modules, the form of a batch.</summary>
public sealed class RpcNamesTests
{
    [Theory]
    [InlineData(AccountKind.Wallet, "members/m/wallets/aster")]
    [InlineData(AccountKind.Receivable, "members/m/receivables/aster")]
    [InlineData(AccountKind.Issued, "coins/aster/accounts/issued")]
    [InlineData(AccountKind.ClawedBack, "coins/aster/accounts/clawed-back")]
    [InlineData(AccountKind.ExchangedOut, "coins/aster/accounts/exchanged-out")]
    [InlineData(AccountKind.Position, "partners/birch/position")]
    [InlineData(AccountKind.Fees, "alliance/fees")]
    [InlineData(AccountKind.Rounding, "alliance/rounding")]
    public void AccountOf_Kind_IsNamedAsDocumented(AccountKind kind, string name) =>
        Assert.Equal(name, JournalNames.AccountOf(kind, "aster", "birch", "members/m"));

    [Fact]
    public void AccountOf_EveryKind_HasAName()
    {
        var names = Enum.GetValues<AccountKind>().Where(k => k != AccountKind.Unspecified)
            .Select(k => JournalNames.AccountOf(k, "aster", "birch", "members/m")).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Theory]
    [InlineData("exchange", AccountKind.Wallet, -1, true)]
    [InlineData("exchange", AccountKind.Wallet, 1, true)]
    [InlineData("exchange", AccountKind.ExchangedOut, 1, true)]
    [InlineData("exchange", AccountKind.ExchangedOut, -1, false)]
    [InlineData("exchange", AccountKind.ExchangedIn, -1, true)]
    [InlineData("exchange", AccountKind.ExchangedIn, 1, false)]
    [InlineData("exchange", AccountKind.Redeemed, 1, true)]
    [InlineData("exchange", AccountKind.Redeemed, -1, false)]
    [InlineData("exchange", AccountKind.Position, -1, true)]
    [InlineData("exchange", AccountKind.Position, 1, true)]
    [InlineData("exchange", AccountKind.Fees, 1, true)]
    [InlineData("exchange", AccountKind.Rounding, 1, true)]
    [InlineData("exchange", AccountKind.Rounding, -1, false)]
    [InlineData("exchange", AccountKind.Issued, -1, false)]
    [InlineData("exchange", AccountKind.Receivable, 1, false)]
    [InlineData("exchange", AccountKind.ClawedBack, 1, false)]
    [InlineData("exchange", AccountKind.Adjusted, -1, false)]
    [InlineData("exchange", AccountKind.Expired, 1, false)]
    [InlineData("exchange", AccountKind.Unspecified, 1, false)]
    [InlineData("accounts", AccountKind.Wallet, 1, false)]
    [InlineData("partners", AccountKind.Wallet, 1, false)]
    [InlineData(null, AccountKind.Wallet, 1, false)]
    public void ModuleAccounts_KindAndWay_FollowTheTable(string? module, AccountKind kind, long units, bool may) =>
        Assert.Equal(may, ModuleAccounts.MayMove(module, kind, units));

    [Fact]
    public void CoinTotals_ManySlots_AreSummedWithTheirSigns()
    {
        TotalRow[] slots =
        [
            Slot(TotalKind.Issued, 1, -70), Slot(TotalKind.Issued, 2, -30), Slot(TotalKind.Redeemed, 1, 20),
            Slot(TotalKind.ClawedBack, 1, 15), Slot(TotalKind.ReceivableOwed, 1, 9),
            Slot(TotalKind.ReceivablePaid, 2, 4),
            Slot(TotalKind.ExchangedOut, 1, 5), Slot(TotalKind.ExchangedIn, 1, -6),
            Slot(TotalKind.Adjusted, 1, -3), Slot(TotalKind.Wallets, 2, 78),
        ];
        var totals = LedgerService.CoinTotalsOf("aster", slots);
        Assert.Equal(new CoinTotals
        {
            Coin = "coins/aster",
            EarnedUnits = 100,
            RedeemedUnits = 20,
            ClawedBackUnits = 6,
            ReceivableOpenUnits = 5,
            ReceivablePaidUnits = 4,
            ExchangedOutUnits = 5,
            ExchangedInUnits = 6,
            AdjustedUnits = 3,
            OutstandingUnits = 78,
        }, totals);
    }

    [Fact]
    public void Batch_TooLarge_IsRefusedWithTheMaximum()
    {
        var request = new BatchRequest { Mode = BatchMode.Independent };
        request.Items.AddRange(Enumerable.Range(0, 3).Select(_ => Item(Guid.NewGuid())));
        var refused = Assert.Throws<RefusalException>(
            () => BatchForm.Check(request.Mode, [.. request.Items.Select(Intake.HeadOf)], 2)).Refusal;
        Assert.Equal((ErrorReason.BatchTooLarge, "2"), (refused.Reason, refused.Metadata["maximum"]));
    }

    [Fact]
    public void Batch_EmptyWithoutMode_TellsBoth()
    {
        var refused = Assert.Throws<RefusalException>(() => BatchForm.Check(BatchMode.Unspecified, [], 500)).Refusal;
        Assert.Equal(["mode", "items"], refused.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Batch_OneIdTwice_IsRefusedAsAWhole()
    {
        var id = Guid.NewGuid();
        var request =
            new BatchRequest { Mode = BatchMode.Atomic, Items = { Item(id), Item(Guid.NewGuid()), Item(id) } };
        var refused = Assert.Throws<RefusalException>(
            () => BatchForm.Check(request.Mode, [.. request.Items.Select(Intake.HeadOf)], 500)).Refusal;
        Assert.Equal("items[2]", Assert.Single(refused.Fields).Field);
    }

    [Fact]
    public void LoggedGroups_Page_EndsBetweenGroupsAndHasOneAtLeast()
    {
        int[] sizes = [60, 30, 30, 1];
        var groups = sizes.Select((size, i) => new LoggedGroup(i + 1, new GroupId(Guid.NewGuid()), size)).ToArray();
        Assert.Equal(2, LoggedGroup.Page(groups, 10, 100).Count);
        Assert.Equal(4, LoggedGroup.Page(groups, 10, 1000).Count);
        Assert.Equal(3, LoggedGroup.Page(groups, 3, 1000).Count);
        Assert.Single(LoggedGroup.Page(groups, 10, 1));
    }

    private static TotalRow Slot(TotalKind kind, int slot, long units) =>
        new() { Asset = "aster", Kind = kind, Party = "", Slot = slot, Units = units };

    private static BatchItem Item(Guid id) => new()
    {
        Earn = new EarnRequest { RequestId = $"{id:D}", Amount = new CoinAmount { Coin = "coins/aster", Units = 1 } },
    };
}

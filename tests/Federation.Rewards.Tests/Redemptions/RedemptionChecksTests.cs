using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards.Tests;

/// <summary>What is unusual about a redemption: the rows of the table in docs/rewards.md.</summary>
public sealed class RedemptionChecksTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 300, 300, false)]
    [InlineData(50, 300, 601, false)]
    [InlineData(50, 300, 600, true)]
    [InlineData(50, 300, 599, true)]
    [InlineData(33, 33, 100, true)]
    [InlineData(33, 32, 99, false)]
    [InlineData(100, 300, 301, false)]
    [InlineData(100, 300, 300, true)]
    [InlineData(1, 1_000_000_000_000_000, 100_000_000_000_000_000, true)]
    [InlineData(1, 1_000_000_000_000_000, 100_000_000_000_000_100, false)]
    public void BalanceShare_AtSoManyHundredths_IsASignal(int percent, long price, long available, bool held)
    {
        var ask = Ask(new RewardChecks { BalancePercent = percent }, price);
        var signals = RedemptionChecks.Signals(ask, new(available)).ToList();
        Assert.Equal(held, signals.Count == 1);
        Assert.All(signals, s => Assert.Equal(
            (RedemptionSignalKind.BalanceShare, available, percent), (s.Kind, s.AvailableUnits, s.BalancePercent)));
    }

    /// <summary>What is known of the device: whether it is named, and how often it was redeemed with.</summary>
    [Theory]
    [InlineData(true, false, 0, true)]
    [InlineData(true, true, 0, true)]
    [InlineData(true, true, 1, false)]
    [InlineData(false, true, 0, false)]
    public void Device_NotRedeemedWithBefore_IsASignal(bool looked, bool named, long uses, bool held)
    {
        var ask = Ask(new RewardChecks { NewDevice = looked, BalancePercent = 100 }, 300);
        var signals = RedemptionChecks.Signals(ask, new(1000, named, uses)).ToList();
        Assert.Equal(held, signals.Count == 1);
        Assert.All(signals, s => Assert.Equal(
            (RedemptionSignalKind.NewDevice, named), (s.Kind, s.DeviceNamed)));
    }

    /// <summary>How many seconds ago an address was changed, where a change is looked at for an hour.</summary>
    [Theory]
    [InlineData(1, null, false)]
    [InlineData(1, 0, true)]
    [InlineData(1, 3599, true)]
    [InlineData(1, 3600, false)]
    [InlineData(0, 1, false)]
    [InlineData(720, (720 * 3600) - 1, true)]
    public void ContactChange_WithinSoManyHours_IsASignal(int hours, int? secondsAgo, bool held)
    {
        var changed = secondsAgo is { } ago ? Now.AddSeconds(-ago).ToTimestamp() : null;
        var ask = Ask(new RewardChecks { ContactChangeHours = hours, BalancePercent = 100 }, 300);
        var signals = RedemptionChecks.Signals(ask, new(1000, ContactChangeTime: changed)).ToList();
        Assert.Equal(held, signals.Count == 1);
        Assert.All(signals, s => Assert.Equal(
            (RedemptionSignalKind.ContactChanged, changed), (s.Kind, s.ContactChangeTime)));
    }

    /// <summary>All that is unusual is told, not the first of it.</summary>
    [Fact]
    public void Signals_AreAllThatThereAre() => Assert.Equal(
        [RedemptionSignalKind.ContactChanged, RedemptionSignalKind.NewDevice, RedemptionSignalKind.BalanceShare],
        RedemptionChecks.Signals(
            Ask(new RewardChecks { ContactChangeHours = 1, NewDevice = true, BalancePercent = 1 }, 300),
            new(1000, ContactChangeTime: Now.ToTimestamp())).Select(s => s.Kind));

    [Fact]
    public void Reward_WithoutChecks_HasNoSignals() => Assert.Empty(RedemptionChecks.Signals(Ask(null, 300), new(300)));

    [Theory]
    [InlineData(0, 72)]
    [InlineData(1, 1)]
    [InlineData(336, 336)]
    public void Deadline_IsSoManyHoursAway(int hours, int away) => Assert.Equal(
        Now.AddHours(away).ToTimestamp(),
        RedemptionChecks.ExpireTime(new RewardChecks { DeadlineHours = hours }, Now.ToTimestamp()));

    [Theory]
    [InlineData(0, 0, "terms.checks")]
    [InlineData(-1, 0, "terms.checks.balance_percent")]
    [InlineData(101, 0, "terms.checks.balance_percent")]
    [InlineData(50, -1, "terms.checks.deadline_hours")]
    [InlineData(50, 337, "terms.checks.deadline_hours")]
    [InlineData(1, 336, null)]
    [InlineData(100, 0, null)]
    public void Checks_AreInTheirRanges(int percent, int hours, string? field)
    {
        var form = new Form();
        var terms = Terms(new RewardChecks { BalancePercent = percent, DeadlineHours = hours }, 300);
        form.Terms(terms, "aster");
        if (field is null)
            form.Done();
        else
            Assert.Equal(field, Assert.Throws<RefusalException>(form.Done).Refusal.Fields[0].Field);
    }

    /// <summary>People of the brand read both numbers, in both languages.</summary>
    [Fact]
    public void Signal_InWords_SaysWhatWasFound()
    {
        var signal = Assert.Single(
            RedemptionChecks.Signals(Ask(new RewardChecks { BalancePercent = 50 }, 300), new(400)));
        var words = RedemptionChecks.InWords(signal, 300).Words;
        Assert.Equal(
            "It costs 300 of the 400 units that the member had; from 50 % on it is looked at.", words.En);
        Assert.All(["300", "400", "50%"], n => Assert.Contains(n, words.ZhCn, StringComparison.Ordinal));
    }

    private static RewardTerms Terms(RewardChecks? checks, long price) => new()
    {
        Title = new() { En = "A cup" },
        Kind = RewardKind.Goods,
        Coin = "coins/aster",
        PriceUnits = price,
        Checks = checks,
    };

    private static RewardAsk Ask(RewardChecks? checks, long price)
    {
        var terms = Terms(checks, price);
        var row = new RewardRow
        {
            PartnerId = "aster",
            Id = "cup",
            State = RewardState.Active,
            Revision = 1,
            Terms = terms.ToByteArray(),
            CloseTime = null,
            Cause = null,
            CreateTime = Now,
            UpdateTime = Now,
        };
        return new RewardAsk(row, terms, ByteString.CopyFrom(new byte[16]), "", Now.ToTimestamp());
    }
}

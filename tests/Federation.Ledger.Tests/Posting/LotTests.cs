using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>What a <see cref="Lot"/> tells of itself, and that its code sorts as the sweeper needs it.</summary>
public sealed class LotTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(3600)]
    public void FirstAliveAt_DividesTheLotsThatAreGoneFromTheOthers(int seconds)
    {
        var now = Start.AddSeconds(seconds);
        foreach (var provenance in new[] { Provenance.Promotional, Provenance.Earned, Provenance.Purchased })
            foreach (var minutes in Enumerable.Range(-3, 70))
            {
                var lot = Lot.Of(Start.AddMinutes(minutes), provenance, Start.AddMinutes(-5));
                Assert.Equal(lot.IsExpired(now, null), lot.Code < Lot.FirstAliveAt(now));
            }
        Assert.False(Lot.Plain.Code < Lot.FirstAliveAt(now));
        Assert.False(Lot.OfActivity(Provenance.Promotional).Code < Lot.FirstAliveAt(now));
    }

    [Fact]
    public void Expiry_BeyondWhatTheFieldHolds_IsTheLastDate_AndNeitherActivityNorNever()
    {
        var lot = Lot.Of(DateTimeOffset.MaxValue, Provenance.Earned);
        Assert.False(lot.ExpiresWithActivity);
        Assert.InRange(lot.ExpiresAt!.Value.Year, 4000, 4100);
        Assert.True(lot.IsExpired(DateTimeOffset.MaxValue, null));
        Assert.True(lot.CompareTo(Lot.OfActivity(Provenance.Promotional)) < 0);
        Assert.True(Lot.OfActivity(Provenance.Purchased).CompareTo(Lot.Of(null, Provenance.Promotional)) < 0);
    }

    [Fact]
    public void Expiry_IsRoundedUpToTheMinute_AndNotBefore1970()
    {
        Assert.Equal(Start.AddMinutes(1), Lot.Of(Start + Second, Provenance.Earned).ExpiresAt);
        Assert.Equal(Start, Lot.Of(Start, Provenance.Earned).ExpiresAt);
        Assert.Equal(
            DateTimeOffset.UnixEpoch.AddMinutes(1), Lot.Of(DateTimeOffset.MinValue, Provenance.Earned).ExpiresAt);
    }

    [Fact]
    public void ToTerms_TellsTheExpiryThatHolds()
    {
        var active = Start.AddDays(9);
        var dated = Lot.Of(Start.AddDays(3), Provenance.Purchased, Start.AddDays(1)).ToTerms(active);
        Assert.Equal((Start.AddDays(3), Start.AddDays(1)),
            (dated.ExpireTime.ToDateTimeOffset(), dated.AvailableTime.ToDateTimeOffset()));
        Assert.Equal((Provenance.Purchased, false, false),
            (dated.Provenance, dated.ExpiresWithActivity, dated.AwaitsConfirmation));
        var living = Lot.OfActivity(Provenance.Promotional).ToTerms(active);
        Assert.Equal((active, true), (living.ExpireTime.ToDateTimeOffset(), living.ExpiresWithActivity));
        Assert.Null(living.AvailableTime);
        var waiting = Lot.Awaiting(Provenance.Earned).ToTerms(active);
        Assert.True(waiting.AwaitsConfirmation);
        Assert.Null(waiting.ExpireTime);
        Assert.Null(waiting.AvailableTime);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Unannounced_PutsTheEndOff_AndNothingElse(bool pending)
    {
        var plain = Lot.Of(Start.AddDays(3), Provenance.Purchased, pending ? Start.AddDays(1) : null);
        var lot = plain.ToBeAnnounced();
        Assert.True(lot.IsUnannounced);
        Assert.Equal(
            (plain.ExpiresAt, plain.Provenance, plain.AvailableFrom, false, false),
            (lot.ExpiresAt, lot.Provenance, lot.AvailableFrom, lot.IsInGrace, lot.AwaitsConfirmation));
        Assert.Equal(pending, lot.IsPending(Start));
        Assert.False(lot.IsPending(Start.AddDays(1)));
        Assert.False(lot.IsExpired(Start.AddDays(368) - Second, null));
        Assert.True(lot.IsExpired(Start.AddDays(368), null));
        Assert.True(plain.CompareTo(lot) < 0);
        Assert.Equal(plain, lot.AnnouncedUntil(Start.AddDays(3)));
        Assert.True(lot.ToTerms().NoticePending);
        Assert.False(plain.ToTerms().NoticePending);
    }

    [Fact]
    public void Unannounced_WithoutADate_ThereIsNone()
    {
        foreach (
            var lot in new[]
            {
                Lot.Plain, Lot.OfActivity(Provenance.Earned), Lot.Awaiting(Provenance.Earned),
                Lot.InGrace(Start, Provenance.Earned),
            })
        {
            Assert.Equal(lot, lot.ToBeAnnounced());
            Assert.False(lot.IsUnannounced);
        }
    }
}

namespace Federation.Accounts.Tests;

public sealed class ClosurePlanTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromDays(14);
    private static readonly string[] Brands = ["aster", "birch", "cedar"];

    /// <summary>Whatever brands and the alliance do, and in which order: a closing is scheduled exactly while every
    /// linked brand asks, or two people of the alliance decided it, and no sooner than the delay after it was
    /// agreed.</summary>
    [Fact]
    public void Closing_AfterAnythingInAnyOrder_IsScheduledExactlyWhileAgreed()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            var member = new Member
            {
                Id = Guid.NewGuid(),
                State = MemberState.Open,
                LanguageCode = "",
                CreateTime = now
            };
            var (brandsSince, allianceSince) = ((DateTimeOffset?)null, (DateTimeOffset?)null);
            for (var step = 0; step < 40; step++)
            {
                now += TimeSpan.FromHours(random.Next(12));
                Act(member, random, now);
                var linked = member.Memberships.Where(m => m.State == LinkState.Linked).ToList();
                var agreed = linked.Count > 0 && linked.TrueForAll(m => m.ClosureRequested);
                brandsSince = agreed ? brandsSince ?? now : null;
                allianceSince = member.CloseApprover is null ? null : allianceSince ?? now;
                DateTimeOffset?[] due = [brandsSince + Delay, allianceSince + Delay];
                Assert.True(due.Min() == member.CloseTime, $"seed {seed}, round {round}, step {step}");
                Assert.True(
                    (member.CloseTime <= now) == member.IsClosed(now), $"seed {seed}, round {round}, step {step}");
            }
        }
    }

    private static void Act(Member member, Random random, DateTimeOffset now)
    {
        var brand = Brands[random.Next(Brands.Length)];
        var link = member.Memberships.Find(m => m.PartnerId == brand);
        switch (random.Next(9))
        {
            case 0 or 1 when link is null:
                member.Memberships.Add(new Membership
                {
                    PartnerId = brand,
                    MemberId = member.Id,
                    ExternalId = "1",
                    State = LinkState.Linked,
                    LinkTime = now,
                });
                break;
            case 0 or 1:
                link.State = LinkState.Linked;
                break;
            case 2 when link is not null:
                (link.State, link.ClosureRequested) = (LinkState.Unlinked, false);
                break;
            case 3 or 4 or 5 when link is { State: LinkState.Linked }:
                link.ClosureRequested = true;
                break;
            case 6 when link is not null:
                link.ClosureRequested = false;
                break;
            case 7 when member.CloseApprover is null:
                member.CloseProposer = "admins/ada";
                ClosurePlan.Approve(member, "admins/ben", now, Delay);
                break;
            case 8:
                Assert.Equal(ClosurePlan.IsAsked(member), ClosurePlan.Cancel(member));
                break;
        }
        ClosurePlan.Renew(member, now, Delay);
    }
}

using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Brands' rewards. Each RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class RewardService(
    RewardsDb db, RewardReader rewards, RedemptionBook book, RedemptionRows rows, CodePool codes,
    RewardCoupons coupons, RedemptionDecisions decisions, ContactChanges contacts, MemberLevels levels,
    TallyReader tallies, PartnerDirectory directory, AllianceClock clock, PageTokens pages, MemberNames names,
    TimeProvider time,
    [FromKeyedServices(RewardsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(RewardsModule.Name)] PostingService.PostingServiceClient posting)
    : V1.RewardService.RewardServiceBase
{
    private static RefusalException NotFound(RewardId reward) =>
        new(Refusal.NotFound(ErrorReason.RewardNotFound, reward.ToString()));

    /// <summary>A reward of the calling brand, or of one whose customer the calling member has shown to be. Another
    /// brand's is, to a brand, as if it did not exist.</summary>
    /// <exception cref="RefusalException">REWARD_NOT_FOUND, BRAND_NOT_PROVEN.</exception>
    private static RewardId OwnReward(Form form, Caller caller, string name, string field)
    {
        var reward = form.Reward(name, field);
        form.Done();
        if (caller.Member is not null)
            caller.RequireProven(reward.PartnerId, name);
        else if (reward.PartnerId != caller.PartnerId && !caller.IsAllianceAdmin)
            throw NotFound(reward);
        return reward;
    }

    /// <summary>The brand that is asked for, which is the caller's own, or proven by the calling member.</summary>
    private static string OwnParent(Form form, Caller caller, string parent)
    {
        var partner = form.Partner(parent, "parent");
        form.Done();
        caller.RequireProven(partner, parent);
        if (caller.Member is null)
            caller.RequireOwn(partner, parent);
        return partner;
    }

    private Task<RewardRow?> FindAsync(RewardId reward, CancellationToken cancel) => db.Rewards.AsNoTracking()
        .SingleOrDefaultAsync(r => r.PartnerId == reward.PartnerId && r.Id == reward.Id, cancel);

    private async Task<RewardRow> GetAsync(RewardId reward, CancellationToken cancel) =>
        await FindAsync(reward, cancel) ?? throw NotFound(reward);

    /// <summary>The brands, as fresh as a refusal of this brand needs them.</summary>
    private ValueTask<DirectorySnapshot> DirectoryForAsync(
        string partner, Func<DirectorySnapshot, bool> has, CancellationToken cancel) => directory.WithAsync(
            d => Suspensions.RewardCommands.Refuses(d, partner) is null && has(d), cancel);

    private static void RequireAtWork(string partner, DirectorySnapshot snapshot)
    {
        if (Suspensions.RewardCommands.Refuses(snapshot, partner) is { } suspended)
            throw new RefusalException(suspended);
    }

    private async Task RequireAtWorkAsync(string partner, CancellationToken cancel) =>
        RequireAtWork(partner, await DirectoryForAsync(partner, _ => true, cancel));

    private Task<ResolveSpendingResponse> ResolveAsync(string partner, string member, CancellationToken cancel) =>
        consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = partner, Member = member }, cancel);

    /// <summary>Tallies from the ledger, and, of a member, its wallets.</summary>
    private async Task<(Dictionary<ByteString, long> Tallies, ReadForPlanResponse Books)> ReadAsync(
        IEnumerable<ByteString> tallies, string memberId, CallOptions options)
    {
        var request = new ReadForPlanRequest { MemberId = memberId };
        request.Tallies.AddRange(tallies.Distinct());
        var read = await posting.ReadForPlanAsync(request, options);
        return (request.Tallies.Zip(read.Tallies).ToDictionary(), read);
    }

    private async Task<long> StockAsync(RewardId reward, CancellationToken cancel) =>
        (await tallies.ReadAsync([RewardTallies.Stock(reward)], cancel))[0];

    /// <summary>The same request as a refusal. It goes to the ledger, too: what was booked before is answered as it was
    /// then.</summary>
    private static PostBundleRequest Refused(PostBundleRequest bundle, Refusal refusal) => new()
    {
        RequestId = bundle.RequestId,
        Fingerprint = bundle.Fingerprint,
        Kind = bundle.Kind,
        Refusal = refusal.ToOutcome(),
    };

    /// <summary>A brand's rewards after an id, by id.</summary>
    private IQueryable<RewardRow> After(string partner, string start) => db.Rewards.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
        .Where(r => r.PartnerId == partner && string.Compare(r.Id, start) > 0)
#pragma warning restore CA1309
        .OrderBy(r => r.Id);

    private static Reward ToMessage(RewardRow row) => new()
    {
        Name = row.Name.ToString(),
        State = row.State,
        Terms = row.ReadTerms(),
        Revision = row.Revision,
        CreateTime = row.CreateTime.ToTimestamp(),
        UpdateTime = row.UpdateTime.ToTimestamp(),
    };
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.Internal.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    private static readonly string[] ScopesThatKnowCodes = ["rewards.redeem", "rewards.fulfil"];

    public override async Task<RedeemRewardResponse> RedeemReward(
        RedeemRewardRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.Check(
            request.PriceUnits is >= 0 and <= Units.MaxCommand, "price_units", "must be 0 to 10^15");
        form.Check(
            request.DeviceHash.Length is 0 or 32 && (caller.Member is null || request.DeviceHash.Length == 0),
            "device_hash", "must be 32 bytes, or empty; a member does not name it");
        var name = OwnReward(form, caller, request.Reward, "reward");
        RequireOwnTill(form, name, request.Merchant);

        var cancel = context.CancellationToken;
        RewardRow? row = await ReadAsync(name, cancel);
        if (row.State == RewardState.Draft && caller.Member is not null)
            throw NotFound(name);
        var named = NamedMember.Of(caller, names, name.PartnerId, request.Member);
        var consent = await ResolveAsync(name.PartnerId, named.AtBrand, cancel);
        if (consent.MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var snapshot = await DirectoryForAsync(name.PartnerId, _ => true, cancel);
        var refusal = MemberChecks.Refuses(named.Asked, name.PartnerId, consent)
            ?? Suspensions.RewardCommands.Refuses(snapshot, name.PartnerId);
        var fingerprint = Fingerprint.Of(context.Method, request);
        var id = new RedemptionId(name.PartnerId, RedemptionKeys.IdOf(caller.Principal, requestId, fingerprint));
        var head = Head(id, caller, requestId, fingerprint);
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var options = context.OnwardFor(new PartnerId(name.PartnerId));
                var ask = await AskAsync(row ?? await ReadAsync(name, cancel), named.AtBrand, options);
                // Another attempt looks again.
                row = null;
                var look = await LookAsync(
                    ask, (named.AtBrand, consent.MemberId), request.DeviceHash, options);
                var why = refusal ?? ask.Refuses(request.PriceUnits, look.Counted);
                var coupon = default(PrepareCouponResponse);
                if (why is null && look.Signals.Count == 0)
                    (why, coupon) = await coupons.OfAsync(ask.Terms.Coupon, id, named.AtBrand, options);
                var bundle = why is not null
                    ? Refused(head, why)
                    : RedemptionBundle.Of(ask, look, id, named.AtBrand, request.Merchant, coupon, head);
                if (bundle.Refusal is null)
                    await rows.WriteAsync(RowOf(id, ask, look), cancel);
                return await AnswerAsync(
                    id, await posting.PostBundleAsync(bundle, options), request.Member, context);
            },
            cancel);
    }

    private async Task<RewardRow> ReadAsync(RewardId reward, CancellationToken cancel) =>
        await rewards.FindAsync(reward, cancel) ?? throw NotFound(reward);

    /// <summary>NOT_YOURS for a till of another brand.</summary>
    private static void RequireOwnTill(Form form, RewardId reward, string merchant)
    {
        if (merchant.Length == 0)
            return;
        var (partner, _) = form.Merchant(merchant, "merchant");
        form.Done();
        if (partner != reward.PartnerId)
            throw new RefusalException(ErrorReason.NotYours, $"'{merchant}' belongs to another partner.");
    }

    /// <summary>What is known of a reward and a member, at this moment of alliance time.</summary>
    private async Task<RewardAsk> AskAsync(RewardRow row, string member, CallOptions options)
    {
        var terms = row.ReadTerms();
        var level = await levels.OfAsync(terms, member, options);
        var now = await clock.NowAsync(options.CancellationToken);
        return new RewardAsk(row, terms, MemberChecks.IdOf(member), level, now.ToTimestamp());
    }

    /// <summary>What is counted and, where the reward asks for it, what is unusual.</summary>
    /// <param name="ask">What the member wants.</param>
    /// <param name="member">The brand's name of the member, and its internal id.</param>
    /// <param name="deviceHash">The device that the request names; may be empty.</param>
    /// <param name="options">In the brand's name.</param>
    private async Task<RedemptionLook> LookAsync(
        RewardAsk ask, (string Name, string Id) member, ByteString deviceHash, CallOptions options)
    {
        var partner = ask.Reward.PartnerId;
        var device = deviceHash.Length > 0 ? RewardTallies.Device(partner, ask.Member, deviceHash) : null;
        var reads = ask.Reads.ToList();
        if (ask.Terms.Checks is not { } checks)
        {
            var counts = await tallies.ReadAsync(reads, options.CancellationToken);
            return new RedemptionLook(reads.Zip(counts).ToDictionary(), [], null, device);
        }
        // Before what the ledger says: it is what is decided anew.
        var changed = checks.ContactChangeHours > 0
            ? await contacts.LastAsync(partner, member.Name, options)
            : null;
        var looked = checks.BalancePercent > 0
            ? RewardTallies.Checked(partner, ask.Terms.Coin, ask.Member)
            : null;
        var (counted, books) = await ReadAsync(
            [.. reads, .. new[] { looked, device }.OfType<ByteString>()], looked is null ? "" : member.Id, options);
        var facts = new RedemptionFacts(
            books.Wallets.FirstOrDefault(w => w.Coin == ask.Terms.Coin)?.AvailableUnits ?? 0,
            device is not null, device is null ? 0 : counted[device], changed);
        return new RedemptionLook(counted, [.. RedemptionChecks.Signals(ask, facts)], looked, device);
    }

    /// <summary>The request to the ledger, of which the rest is decided anew with each attempt.</summary>
    private static PostBundleRequest Head(RedemptionId id, Caller caller, Guid requestId, byte[] fingerprint) => new()
    {
        RequestId = (caller.PartnerId == id.PartnerId ? requestId
            : RedemptionKeys.RequestOf(caller.Principal, requestId)).ToString("D"),
        Fingerprint = ByteString.CopyFrom(fingerprint),
        Kind = JournalKind.Reward,
        Consumes =
        {
            new Consumption
            {
                Key = RedemptionKeys.StepOf(id, 0),
                RefusalReason = Refusal.NameOf(ErrorReason.RequestIdReused),
            },
        },
    };

    private static RedemptionRow RowOf(RedemptionId id, RewardAsk ask, RedemptionLook look) => new()
    {
        Id = id.Id,
        PartnerId = id.PartnerId,
        RewardId = ask.Reward.Id,
        Member = ask.Member.ToByteArray(),
        CreateTime = ask.Now.ToDateTimeOffset(),
        HoldExpireTime = look.Signals.Count > 0
            ? RedemptionChecks.ExpireTime(ask.Terms.Checks, ask.Now).ToDateTimeOffset()
            : null,
    };

    /// <summary>Made from what was booked. Of a repeated request it is the redemption as it is now.</summary>
    private async Task<RedeemRewardResponse> AnswerAsync(
        RedemptionId id, PostBundleResponse booked, string member, ServerCallContext context)
    {
        var history = RedemptionHistory.Of(id, booked);
        if (booked.Replayed)
            history = await book.FindAsync(id, () => context.OnwardFor(new PartnerId(id.PartnerId))) ?? history;
        await rows.NoteAsync(history, context.CancellationToken);
        return new RedeemRewardResponse
        {
            Redemption = await ShownAsync(history, member, context),
            Replayed = booked.Replayed,
        };
    }

    /// <summary>The redemption with its code, as the caller may see it. Of a brand's people those alone who redeem or
    /// fulfil are told codes.</summary>
    private async Task<Redemption> ShownAsync(RedemptionHistory history, string member, ServerCallContext context)
    {
        var shown = history.Shown(member, withBooks: Caller.Of(context).Member is null);
        if (history.Now.Kind == RewardKind.Code && history.WasGiven && MayKnowCodes(Caller.Of(context))
            && RewardId.TryParse(history.Now.Reward, out var reward))
            shown.Code = await codes.OfAsync(history.Id, reward, context.CancellationToken);
        return shown;
    }

    private static bool MayKnowCodes(Caller caller) =>
        caller.Member is not null || caller.Scopes.Overlaps(ScopesThatKnowCodes);
}

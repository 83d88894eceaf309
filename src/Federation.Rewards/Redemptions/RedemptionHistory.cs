using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;

namespace Federation.Rewards;

/// <summary>What the ledger has booked of a redemption: its steps, the oldest first. They are the redemption; nothing
/// else keeps its state.</summary>
internal sealed class RedemptionHistory
{
    private readonly IReadOnlyList<PostedBundle> bundles;

    /// <param name="id">The redemption.</param>
    /// <param name="bundles">Its steps, one or more.</param>
    public RedemptionHistory(RedemptionId id, IReadOnlyList<PostedBundle> bundles)
    {
        (Id, this.bundles) = (id, bundles);
        Now = bundles[^1].Journal.Detail.Unpack<RedemptionDetail>();
    }

    public RedemptionId Id { get; }

    /// <summary>The redemption after its last step.</summary>
    public RedemptionDetail Now { get; }

    /// <summary>Whether what it gives was given: not of one that is held, or was cancelled without having been
    /// released.</summary>
    public bool WasGiven => Now.State != RedemptionState.Held
        && (Now.Hold is null || Now.State != RedemptionState.Cancelled
            || Now.Hold.Decision == RedemptionDecision.Release);

    public int Count => bundles.Count;

    /// <summary>The journal that made it.</summary>
    public Guid Journal => JournalId.Parse(bundles[0].Journal.Name).Value;

    /// <summary>The journal that took the coins.</summary>
    public string Payment => bundles[0].Parts.Single(p => p.Kind == JournalKind.Redeem).Name;

    /// <summary>The redemption with one more step.</summary>
    public RedemptionHistory With(PostBundleResponse booked) => new(Id, [.. bundles, BundleOf(booked)]);

    /// <summary>The redemption with its first step.</summary>
    public static RedemptionHistory Of(RedemptionId id, PostBundleResponse booked) => new(id, [BundleOf(booked)]);

    /// <param name="member">The member, as the caller names it.</param>
    /// <param name="withBooks">Whether the caller is told the journals.</param>
    public Redemption Shown(string member, bool withBooks)
    {
        var shown = new Redemption
        {
            Name = Id.ToString(),
            Reward = Now.Reward,
            Member = member,
            State = Now.State,
            Kind = Now.Kind,
            Title = Now.Title,
            Price = Now.Price,
            Level = Now.Level,
            CreateTime = bundles[0].Journal.CreateTime,
            FulfilTime = Now.FulfilTime,
            Reference = Now.Reference,
            CancelReason = Now.CancelReason,
            Right = Now.Right,
            Cause = Now.Cause,
            Coupon = Now.Coupon,
        };
        if (Now.State == RedemptionState.Cancelled)
            shown.CancelTime = bundles[^1].Journal.CreateTime;
        if (!withBooks)
        {
            if (Now.State == RedemptionState.Held)
                shown.Hold = new RedemptionHold { ExpireTime = Now.Hold.ExpireTime };
            return shown;
        }
        if (Now.Hold is { } held)
        {
            shown.Hold = held.Clone();
            shown.Hold.Signals.Clear();
            shown.Hold.Signals.AddRange(held.Signals.Select(s => RedemptionChecks.InWords(s, Now.Price.Units)));
        }
        shown.Journals.AddRange(bundles.Select(b => b.Journal.Name));
        shown.Payment = Payment;
        return shown;
    }

    private static PostedBundle BundleOf(PostBundleResponse booked)
    {
        var bundle = new PostedBundle { Journal = booked.Journal };
        bundle.Parts.AddRange(booked.Parts);
        return bundle;
    }
}

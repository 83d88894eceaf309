using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>A ledger of few words: what it answered to a request id, it answers again.</summary>
internal sealed class Books
{
    private readonly Dictionary<string, object> outcomes = [];
    private readonly HashSet<string> consumed = [];
    private readonly HashSet<string> ended = [];

    private Peer? module;

    public List<Journal> Journals { get; } = [];

    /// <summary>How often payments that were planned from a look at the wallets find them changed.</summary>
    public int PlansInVain { get; set; }

    /// <summary>How often a look at a hold misses the last capture of it, as if that came just after.</summary>
    public int HoldsSeenTooEarly { get; set; }

    public DateTimeOffset Now { get; set; } = Given.Now;

    public GetMemberWalletsResponse Wallets { get; } = new();

    public Peer AnswerOn(Peer peer) => (module = peer)
        .On<GetClockRequest, GetClockResponse>("GetClock", _ => new GetClockResponse
        {
            Clock = new Clock { Now = Now.ToTimestamp(), Sandbox = true },
        })
        .On<PostRequest, PostResponse>("Post", Post)
        .On<PostRefundRequest, PostRefundResponse>("PostRefund", PostRefund)
        .On<PostReverseRequest, PostReverseResponse>("PostReverse", PostReverse)
        .On<GetPaymentHoldRequest, GetPaymentHoldResponse>("GetPaymentHold", GetPaymentHold)
        .On<GetJournalRequest, GetJournalResponse>("GetJournal", r => new GetJournalResponse { Journal = Find(r.Name) })
        .On<ReadLogRequest, ReadLogResponse>("ReadLog", ReadLog)
        .On<GetMemberWalletsRequest, GetMemberWalletsResponse>("GetMemberWallets", _ =>
        {
            Wallets.Now = Now.ToTimestamp();
            return Wallets;
        });

    private PostResponse Post(PostRequest request)
    {
        var (journal, replayed) = Once(request.RequestId, request.Refusal, () =>
        {
            foreach (var use in request.Consumes)
                if (!consumed.Add(use.Key))
                    throw new RefusalException(Refusal.ReasonOf(use.RefusalReason), "used");
            if (request.Planned && PlansInVain-- > 0)
                throw new RefusalException(ErrorReason.Contended, "planned");
            if (request.Kind == JournalKind.Exchange && request.Hold.Length > 0
                && Captured(request.Hold) != request.CapturedBeforeUnits)
                throw new RefusalException(ErrorReason.Contended, "captured");
            var posted = NewJournal(request.Kind, request.ExternalReference);
            posted.Detail = request.Detail;
            posted.Corrects = request.Hold;
            if (request.Kind == JournalKind.Hold)
                posted.HoldExpireTime = (Now + (request.Lifetime?.ToTimeSpan() ?? TimeSpan.FromDays(7))).ToTimestamp();
            if (request.Hold.Length > 0 && !request.KeepsRest)
                ended.Add(request.Hold);
            // The ledger books a capture from the authorization; its record says the same.
            var legs = request.CaptureUnits == 0 ? request.Legs : ExchangeLegs.Of(
                Find(request.Hold).Entries[0].Account.Split('/')[1], request.Detail.Unpack<ExchangeDetail>(), _ => 0);
            posted.Entries.AddRange(legs.Select(EntryOf));
            return posted;
        });
        return new PostResponse { Journal = journal, Replayed = replayed };
    }

    private PostRefundResponse PostRefund(PostRefundRequest request)
    {
        var (journal, replayed) = Once(request.RequestId, request.Refusal, () =>
        {
            var corrected = Find(request.Journal);
            var redeemed = corrected.Entries.Single(e => e.Kind == AccountKind.Redeemed).Units;
            var refund = NewJournal(JournalKind.Refund, request.ExternalReference);
            refund.Corrects = request.Journal;
            var units = request.Units == 0 ? redeemed : request.Units;
            foreach (var entry in corrected.Entries)
                refund.Entries.Add(new Entry(entry) { Units = -(entry.Units * units / redeemed) });
            // What is left of the redeemed coin was not made then.
            if (refund.Entries.FirstOrDefault(e => e.Kind == AccountKind.ExchangedIn) is { } made)
                made.Units -= refund.Entries.Where(e => e.Asset == made.Asset).Sum(e => e.Units);
            return refund;
        });
        return new PostRefundResponse { Journal = journal, Replayed = replayed };
    }

    private PostReverseResponse PostReverse(PostReverseRequest request)
    {
        var (journal, replayed) = Once(request.RequestId, request.Refusal, () =>
        {
            var reversal = NewJournal(JournalKind.Reverse, request.ExternalReference);
            reversal.Corrects = request.Journal;
            reversal.Entries.AddRange(Find(request.Journal).Entries.Select(e => new Entry(e) { Units = -e.Units }));
            return reversal;
        });
        return new PostReverseResponse { Journal = journal, Replayed = replayed };
    }

    /// <summary>A hold is open until something was captured without keeping the rest, or it was released.</summary>
    private GetPaymentHoldResponse GetPaymentHold(GetPaymentHoldRequest request)
    {
        var hold = Journals.SingleOrDefault(j => j.Name == request.Journal && j.Kind == JournalKind.Hold)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.HoldNotFound, request.Journal));
        return new GetPaymentHoldResponse
        {
            Journal = hold,
            State = ended.Contains(hold.Name) ? HoldState.Closed
                : hold.HoldExpireTime.ToDateTimeOffset() <= Now ? HoldState.Expired : HoldState.Open,
            CapturedUnits = HoldsSeenTooEarly-- > 0 ? Captured(hold.Name, missing: 1) : Captured(hold.Name),
            ExpireTime = hold.HoldExpireTime,
        };
    }

    private long Captured(string hold, int missing = 0) =>
        Journals.Where(j => j.Corrects == hold).SkipLast(missing).SelectMany(j => j.Entries)
        .Where(e => e.Kind == AccountKind.Redeemed).Sum(e => e.Units);

    private ReadLogResponse ReadLog(ReadLogRequest request)
    {
        var some = Journals.Where(j => j.GroupNumber > request.AfterGroupNumber).Take(2).ToList();
        var last = some.Count == 0 ? request.AfterGroupNumber : some[^1].GroupNumber;
        // As the ledger tells it: exchanges and what undid them, no holds; of their entries the kinds that are asked
        // for.
        var told = some.Where(j => j.Kind is JournalKind.Exchange or JournalKind.Refund or JournalKind.Reverse)
            .Select(j => j.Clone()).ToList();
        if (request.EntryKinds.Count > 0)
            foreach (var journal in told)
                foreach (var entry in journal.Entries.Where(e => !request.EntryKinds.Contains(e.Kind)).ToList())
                    journal.Entries.Remove(entry);
        return new ReadLogResponse
        {
            Journals = { told.Select(j => new LoggedJournal { Journal = j }) },
            LastGroupNumber = last,
            More = last < Journals.Count,
        };
    }

    private Journal Find(string name) => Journals.SingleOrDefault(j => j.Name == name)
        ?? throw new RefusalException(Refusal.NotFound(ErrorReason.JournalNotFound, name));

    private Journal NewJournal(JournalKind kind, string externalReference) => new()
    {
        Name = "journals/" + Guid.CreateVersion7().ToString("D"),
        Kind = kind,
        Principal = module!.Principal,
        CreateTime = Now.ToTimestamp(),
        GroupNumber = Journals.Count + 1,
        ExternalReference = externalReference,
    };

    private (Journal Journal, bool Replayed) Once(string requestId, RefusedOutcome? refusal, Func<Journal> decide)
    {
        var replayed = outcomes.TryGetValue(requestId, out var outcome);
        if (!replayed)
            outcome = refusal ?? Decide(decide);
        // What was decided too late is no answer to remember.
        if (outcome is not RefusedOutcome { Reason: "CONTENDED" })
            outcomes[requestId] = outcome!;
        if (outcome is RefusedOutcome refused)
            throw new RefusalException(Refusal.Of(refused));
        return ((Journal)outcome!, replayed);
    }

    private object Decide(Func<Journal> decide)
    {
        try
        {
            var journal = decide();
            Journals.Add(journal);
            return journal;
        }
        catch (RefusalException e)
        {
            return e.Refusal.ToOutcome();
        }
    }

    /// <summary>A leg as the ledger books it.</summary>
    public static Entry EntryOf(Leg leg) => new()
    {
        Kind = leg.Kind,
        Asset = leg.Kind is AccountKind.Position or AccountKind.Fees or AccountKind.Rounding
            ? leg.Asset
            : "coins/" + leg.Asset,
        Units = leg.Units,
        Account = leg.Kind switch
        {
            AccountKind.Wallet => $"members/{leg.MemberId}/wallets/{leg.Asset}",
            AccountKind.Position => $"partners/{leg.PartnerId}/position",
            AccountKind.Fees => "alliance/fees",
            AccountKind.Rounding => "alliance/rounding",
            _ => $"coins/{leg.Asset}/accounts/{leg.Kind.ToString().ToLowerInvariant()}",
        },
    };
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>A ledger of few words: what it answered to a request id, it answers again.</summary>
internal sealed class Books
{
    private readonly Dictionary<string, object> outcomes = [];
    private readonly HashSet<string> consumed = [];

    public List<Journal> Journals { get; } = [];

    public DateTimeOffset Now { get; set; } = Given.Now;

    public GetMemberWalletsResponse Wallets { get; } = new();

    public Peer AnswerOn(Peer peer) => peer
        .On<GetClockRequest, GetClockResponse>("GetClock", _ => new GetClockResponse
        {
            Clock = new Clock { Now = Now.ToTimestamp(), Sandbox = true },
        })
        .On<PostRequest, PostResponse>("Post", Post)
        .On<PostRefundRequest, PostRefundResponse>("PostRefund", PostRefund)
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
            var posted = NewJournal(request.Kind, request.ExternalReference);
            posted.Detail = request.Detail;
            posted.Entries.AddRange(request.Legs.Select(EntryOf));
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
            return refund;
        });
        return new PostRefundResponse { Journal = journal, Replayed = replayed };
    }

    private ReadLogResponse ReadLog(ReadLogRequest request)
    {
        var some = Journals.Where(j => j.GroupNumber > request.AfterGroupNumber).Take(2).ToList();
        var last = some.Count == 0 ? request.AfterGroupNumber : some[^1].GroupNumber;
        return new ReadLogResponse { Journals = { some }, LastGroupNumber = last, More = last < Journals.Count };
    }

    private Journal Find(string name) => Journals.SingleOrDefault(j => j.Name == name)
        ?? throw new RefusalException(Refusal.NotFound(ErrorReason.JournalNotFound, name));

    private Journal NewJournal(JournalKind kind, string externalReference) => new()
    {
        Name = "journals/" + Guid.CreateVersion7().ToString("D"),
        Kind = kind,
        CreateTime = Now.ToTimestamp(),
        GroupNumber = Journals.Count + 1,
        ExternalReference = externalReference,
    };

    private (Journal Journal, bool Replayed) Once(string requestId, RefusedOutcome? refusal, Func<Journal> decide)
    {
        var replayed = outcomes.TryGetValue(requestId, out var outcome);
        if (!replayed)
            outcomes[requestId] = outcome = refusal ?? Decide(decide);
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

    private static Entry EntryOf(Leg leg) => new()
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

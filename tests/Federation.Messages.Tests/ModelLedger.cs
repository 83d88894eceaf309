using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Messages.Tests;

/// <summary>A ledger of one coin with <c>notice_days</c>, by decision 60, that fails as often as a test wants: before
/// it has booked a notice, or after it, so that the answer is lost.</summary>
internal sealed class ModelLedger(Random random, Func<DateTimeOffset> now)
{
    public const int NoticeDays = 10;
    private readonly Dictionary<string, PostNoticeResponse> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> requestOf = new(StringComparer.Ordinal);

    public List<ModelLot> Lots { get; } = [];

    /// <summary>The lots that ended, with the time at which that was seen.</summary>
    public List<ModelLot> Ended { get; } = [];

    /// <summary>Of a hundred notices.</summary>
    public int Failing { get; set; }

    /// <summary>Lets all end whose time has come.</summary>
    public void Sweep()
    {
        Ended.AddRange(Lots.Where(l => l.IsGone(now())));
        Lots.RemoveAll(l => l.IsGone(now()));
    }

    public IEnumerable<ExpiringCoins> Listed() => Lots.Select(l => new ExpiringCoins
    {
        MemberId = l.Member.ToString(),
        CoinId = "aster",
        ExpireTime = (l.End ?? l.OwnEnd).ToTimestamp(),
        Units = l.Units,
        NoticePending = l.End is null,
    });

    public PostNoticeResponse Post(PostNoticeRequest request)
    {
        // Under another id it would announce coins that the message did not name.
        requestOf.TryAdd(request.Message, request.RequestId);
        Assert.Equal(requestOf[request.Message], request.RequestId);
        if (random.Next(100) < Failing)
            throw random.Next(2) == 0 ? new RefusalException(ErrorReason.Contended, "busy") : Away();
        if (!answers.TryGetValue(request.RequestId, out var answer))
        {
            foreach (var announced in request.Announced)
                Announce(request, announced.ExpireTime.ToDateTimeOffset(), announced.Units);
            answer = new() { Journal = new() { Name = ResourceNames.Journals + Given.NewId() } };
            answers.Add(request.RequestId, answer);
        }
        return random.Next(100) < Failing ? throw Away() : answer;
    }

    private static RpcException Away() => new(new Status(StatusCode.Unavailable, "away"));

    private void Announce(PostNoticeRequest request, DateTimeOffset end, long units)
    {
        var member = MemberId.Parse(request.MemberId);
        var told = request.DeliveredTime.ToDateTimeOffset().AddDays(NoticeDays);
        foreach (var lot in Lots.Where(l => l.Member == member && l.End is null && l.OwnEnd == end).ToList())
        {
            var part = Math.Min(units, lot.Units);
            units -= part;
            Lots.Remove(lot);
            if (part < lot.Units)
                Lots.Add(lot with { Units = lot.Units - part });
            var until = told > end ? told : end;
            if (part > 0)
                Lots.Add(lot with { Units = part, End = until < lot.Latest ? until : lot.Latest });
        }
    }
}

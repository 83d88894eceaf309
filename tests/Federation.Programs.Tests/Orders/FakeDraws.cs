using System.Text;
using Federation.Ledger.Internal.V1;
using Federation.Rewards.Internal.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Programs.Tests;

/// <summary>Rewards with one draw, which closes at some time and of which a member can have so many tickets.</summary>
/// <param name="atMost">How many.</param>
internal sealed class FakeDraws(int atMost) : TicketIssueService.TicketIssueServiceClient
{
    public const string Draw = "spring";

    // By entry, its tickets; those of one that takes back are negative. Only what a bundle uses up counts.
    private readonly Dictionary<string, (string Of, int Tickets)> rows = [];
    private readonly HashSet<string> booked = [];

    public static ByteString Tally { get; } = ByteString.CopyFrom(Encoding.ASCII.GetBytes("the member's all"));

    public bool IsClosed { get; set; }

    /// <summary>How many tickets the member has.</summary>
    public int Count => booked.Sum(b => rows[b].Tickets);

    /// <summary>How many tickets of an entry take part.</summary>
    public int LeftOf(string entry) => booked.Where(b => rows[b].Of == entry || b == entry).Sum(b => rows[b].Tickets);

    /// <summary>The bundle is in the books.</summary>
    public void Book(IEnumerable<Consumption> consumes)
    {
        foreach (var consumption in consumes)
            Assert.True(booked.Add(consumption.Key));
    }

    public override AsyncUnaryCall<PrepareTicketsResponse> PrepareTicketsAsync(
        PrepareTicketsRequest request, CallOptions options)
    {
        var (response, count) = (new PrepareTicketsResponse(), Count);
        foreach (var entry in request.Entries)
        {
            var refusal = IsClosed ? "DRAW_NOT_OPEN" : count + entry.Tickets > atMost ? "DRAW_TICKETS_REACHED" : "";
            response.Refusals.Add(refusal);
            if (refusal.Length > 0)
                continue;
            count += entry.Tickets;
            rows.TryAdd(entry.Entry, ("", entry.Tickets));
            response.Consumes.Add(new Consumption { Key = entry.Entry });
        }
        if (count > Count)
            response.Changes.Add(new TallyChange { Tally = Tally, Add = count - Count, AtMost = atMost });
        return Answer(response);
    }

    public override AsyncUnaryCall<PrepareTicketsBackResponse> PrepareTicketsBackAsync(
        PrepareTicketsBackRequest request, CallOptions options)
    {
        var (response, back) = (new PrepareTicketsBackResponse(), 0);
        foreach (var entry in request.Entries)
        {
            response.Stay.Add(IsClosed);
            if (IsClosed)
                continue;
            back += entry.Tickets;
            rows.TryAdd(entry.Entry, (entry.Of, -entry.Tickets));
            response.Consumes.Add(new Consumption { Key = entry.Entry });
        }
        if (back > 0)
            response.Changes.Add(new TallyChange { Tally = Tally, Add = -back, AtLeast = 0 });
        return Answer(response);
    }

    private static AsyncUnaryCall<T> Answer<T>(T response) => new(
        Task.FromResult(response), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
}

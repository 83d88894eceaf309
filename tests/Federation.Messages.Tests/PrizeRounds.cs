using Federation.Rewards.Internal.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Messages.Tests;

/// <summary>Rounds of draws, as the rewards list them: two at a time at most.</summary>
internal sealed class PrizeRounds
{
    private readonly List<PrizeRound> rounds = [];

    public PrizeOfferService.PrizeOfferServiceClient Client => new(new Peer()
        .On<ListRoundsRequest, ListRoundsResponse>("ListRounds", List)
        .On<ListEndingRoundsRequest, ListEndingRoundsResponse>("ListEndingRounds", ListEnding));

    /// <summary>Begins a round with a cup for each winner.</summary>
    public PrizeRound Begin(
        string draw, int round, DateTimeOffset start, TimeSpan? claim, params string[] winners)
    {
        var begun = new PrizeRound
        {
            Number = rounds.Count + 1,
            Draw = draw,
            Title = new() { En = "Spring draw", ZhCn = "春季抽奖" },
            Round = round,
            StartTime = start.ToTimestamp(),
            ClaimEndTime = (start + claim)?.ToTimestamp(),
            Prizes = { new Programs.V1.LocalizedText { En = "A cup", ZhCn = "杯子" } },
        };
        begun.Offers.AddRange(winners.Select(
            (w, i) => new PrizeOffer { Place = i + 1, Member = w, Open = claim is not null }));
        rounds.Add(begun);
        return begun;
    }

    private ListRoundsResponse List(ListRoundsRequest request)
    {
        var found = rounds.Where(r => r.Number > request.AfterNumber).ToList();
        return new ListRoundsResponse
        {
            Rounds = { found.Take(2).Select(r => r.Clone()) },
            More = found.Count > 2,
        };
    }

    private ListEndingRoundsResponse ListEnding(ListEndingRoundsRequest request)
    {
        var found = rounds.Where(r => r.ClaimEndTime?.ToDateTimeOffset() > request.AfterTime.ToDateTimeOffset()
            && r.ClaimEndTime.ToDateTimeOffset() <= request.UntilTime.ToDateTimeOffset())
            .OrderBy(r => r.ClaimEndTime.ToDateTimeOffset()).ToList();
        var response = new ListEndingRoundsResponse { Rounds = { found.Take(2) }, More = found.Count > 2 };
        foreach (var round in response.Rounds)
            round.Offers.Remove(round.Offers.Where(o => !o.Open).ToList().FirstOrDefault() ?? new());
        return response;
    }
}

using Federation.Hosting;
using Federation.Rewards.Internal.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>Tells other modules whom draws have offered prizes.</summary>
internal sealed class PrizeOfferService(RewardsDb db) : Internal.V1.PrizeOfferService.PrizeOfferServiceBase
{
    private const int MaxRounds = 100;

    // An answer ends after so many, or after the first round: one may have 10,000.
    private const int MostOffers = 2000;

    public override async Task<ListRoundsResponse> ListRounds(ListRoundsRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(request.AfterNumber >= 0, "after_number", "must not be negative");
        form.Check(request.Limit is >= 1 and <= MaxRounds, "limit", $"must be 1 to {MaxRounds}");
        form.Done();
        var cancel = context.CancellationToken;
        var rows = await db.DrawRounds.AsNoTracking().Where(r => r.Number > request.AfterNumber)
            .OrderBy(r => r.Number).Take(request.Limit + 1).ToListAsync(cancel);
        var response = new ListRoundsResponse { More = rows.Count > request.Limit };
        var offers = 0;
        foreach (var row in rows.Take(request.Limit))
        {
            var draw = await db.Draws.AsNoTracking()
                .SingleAsync(d => d.PartnerId == row.PartnerId && d.Id == row.DrawId, cancel);
            var round = await RoundAsync(draw, row.Round, cancel);
            offers += round.Offers.Count;
            if (response.Rounds.Count > 0 && offers > MostOffers)
            {
                response.More = true;
                break;
            }
            (round.Number, round.StartTime) = (row.Number, row.StartTime.ToTimestamp());
            response.Rounds.Add(round);
        }
        return response;
    }

    public override async Task<ListEndingRoundsResponse> ListEndingRounds(
        ListEndingRoundsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var (after, until) = (
            form.Moment(request.AfterTime, "after_time"), form.Moment(request.UntilTime, "until_time"));
        form.Check(request.AfterTime is not null, "after_time", "is required");
        form.Check(request.UntilTime is not null, "until_time", "is required");
        form.Check(request.Limit is >= 1 and <= MaxRounds, "limit", $"must be 1 to {MaxRounds}");
        form.Done();
        var cancel = context.CancellationToken;
        var ending = db.Draws.AsNoTracking().Where(d => d.ClaimEndTime > after && d.ClaimEndTime <= until)
            .OrderBy(d => d.ClaimEndTime).ThenBy(d => d.PartnerId).ThenBy(d => d.Id);
        var draws = await ending.Take(request.Limit).ToListAsync(cancel);
        if (draws.Count == request.Limit && draws[^1].ClaimEndTime is { } last)
        {
            draws.RemoveAll(d => d.ClaimEndTime == last);
            draws.AddRange(await ending.Where(d => d.ClaimEndTime == last).ToListAsync(cancel));
        }
        var response = new ListEndingRoundsResponse();
        var (offers, end) = (0, after);
        foreach (var draw in draws)
        {
            if (offers > MostOffers && draw.ClaimEndTime > end)
                break;
            end = draw.ClaimEndTime;
            var round = await RoundAsync(draw, draw.ReadRounds().Count, cancel);
            offers += round.Offers.Count;
            round.StartTime = draw.ReadRounds()[^1].StartTime;
            response.Rounds.Add(round);
        }
        response.More = draws.Count > 0 && await ending.AnyAsync(d => d.ClaimEndTime > end, cancel);
        return response;
    }

    /// <summary>A round as it is now.</summary>
    private async Task<PrizeRound> RoundAsync(DrawRow draw, int number, CancellationToken cancel)
    {
        var claims = draw.Rounds is null
            ? []
            : await db.DrawClaims.AsNoTracking()
                .Where(c => c.PartnerId == draw.PartnerId && c.DrawId == draw.Id).ToListAsync(cancel);
        var (terms, offers, times) = (draw.ReadTerms(), new DrawOffers(draw, claims), draw.ReadRounds());
        var round = new PrizeRound
        {
            Draw = draw.Name.ToString(),
            Title = terms.Title,
            Round = number,
            ClaimEndTime = times.ElementAtOrDefault(number - 1)?.EndTime,
        };
        round.Prizes.AddRange(terms.Prizes.Select(p => p.Title));
        foreach (var ((prize, offered), i) in offers.Winners.Select((w, i) => (w, i)).Where(w => w.w.Round == number))
        {
            var state = offers.StateOf(prize, offered);
            if (state == ClaimState.PassedOn)
                continue;
            round.Offers.Add(new PrizeOffer
            {
                Place = prize + 1,
                Prize = terms.Prizes.IndexOf(DrawDelivery.PrizeAt(terms, prize + 1)),
                Member = ResourceNames.Members
                    + new Guid(DrawOutcome.At(draw.Winners!, i).Member, bigEndian: true).ToString("D"),
                Open = state == ClaimState.Offered,
            });
        }
        return round;
    }
}

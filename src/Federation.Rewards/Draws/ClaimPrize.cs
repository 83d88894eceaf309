using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<ClaimPrizeResponse> ClaimPrize(ClaimPrizeRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.Check(request.Place >= 1, "place", "must be 1 or more");
        var name = OwnDraw(form, caller, request.Name);

        var named = NamedMember.Of(caller, names, name.PartnerId, request.Member);
        var consent = await ResolveAsync(name.PartnerId, named.AtBrand, cancel);
        if (consent.MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var refusal = MemberChecks.Refuses(named.Asked, name.PartnerId, consent)
            ?? await SuspendedAsync(name.PartnerId, cancel);
        var now = await clock.NowAsync(cancel);
        var member = MemberChecks.IdOf(named.AtBrand).ToByteArray();
        var response = await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
            {
                if (refusal is not null)
                    throw new RefusalException(refusal);
                var row = await GetClosedAsync(name, cancel);
                if (row.Winners is null)
                    throw TooEarly(row, "nobody has won before it is drawn");
                var claim = await ClaimAsync(row, request.Place, member, now, cancel);
                return new ClaimPrizeResponse { Winner = Shown(row, claim, caller) };
            }, cancel);
        var (draw, claimed) = await GivenAsync(name, request.Place, context);
        response.Winner = Shown(draw, claimed, caller);
        return response;
    }

    /// <summary>Takes the prize for the member, if it is offered to it now.</summary>
    private async Task<DrawClaimRow> ClaimAsync(
        DrawRow row, int place, byte[] member, DateTimeOffset now, CancellationToken cancel)
    {
        var claims = await ClaimsOf(row.Name).AsNoTracking().ToListAsync(cancel);
        var offers = new DrawOffers(row, claims);
        var round = row.ReadRounds().Count;
        var winner = offers.Winners.ToList().FindIndex(w => w == (place - 1, round));
        if (winner < 0 || !DrawOutcome.At(row.Winners!, winner).Member.AsSpan().SequenceEqual(member)
            || offers.StateOf(place - 1, round) is not ClaimState.Offered)
            throw new RefusalException(new Refusal(
                ErrorReason.PrizeNotOffered, $"Prize {place} of {row.Name} is not offered to this member now.")
                .With("place", place));
        if (now >= row.ClaimEndTime)
            throw new RefusalException(new Refusal(
                ErrorReason.ClaimOver, $"Prize {place} of {row.Name} could be claimed until {row.ClaimEndTime:O}.")
                .With("claim_end_time", $"{row.ClaimEndTime:O}"));
        var end = row.ClaimEndTime;
        // Whoever passes prizes on at the same time sees that there is one claim more, or has ended the round.
        var taken = await Named(row.Name).Where(d => d.ClaimEndTime == end)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Claims, d => d.Claims + 1), cancel);
        if (taken == 0)
            throw new RefusalException(new Refusal(
                ErrorReason.Contended, $"The prizes of {row.Name} are passed on at this time; read it again."));
        var claim = new DrawClaimRow
        {
            PartnerId = row.PartnerId,
            DrawId = row.Id,
            Place = place,
            Round = round,
            Ticket = DrawOutcome.At(row.Winners!, winner).Number,
            Member = member,
            ClaimTime = now,
            Delivery = DrawDelivery.IsAtOnce(row.ReadTerms(), place)
                ? PrizeDelivery.Due
                : PrizeDelivery.Unspecified,
        };
        db.DrawClaims.Add(claim);
        return claim;
    }

    /// <summary>The claim, once what it gives is given.</summary>
    private async Task<(DrawRow Draw, DrawClaimRow Claim)> GivenAsync(
        DrawId name, int place, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        db.ChangeTracker.Clear();
        var draw = await GetAsync(name, cancel);
        var claim = await ClaimsOf(name).AsNoTracking().SingleAsync(c => c.Place == place, cancel);
        if (claim.Delivery == PrizeDelivery.Due)
            claim.Delivery = await delivery.GiveAsync(
                draw, claim, () => context.OnwardFor(new PartnerId(name.PartnerId)), cancel);
        return (draw, claim);
    }

    private IQueryable<DrawClaimRow> ClaimsOf(DrawId draw) =>
        db.DrawClaims.Where(c => c.PartnerId == draw.PartnerId && c.DrawId == draw.Id);

    private DrawWinner Shown(DrawRow draw, DrawClaimRow claim, Caller caller) => new()
    {
        Place = claim.Place,
        Prize = DrawDelivery.PrizeAt(draw.ReadTerms(), claim.Place).Title,
        Ticket = TicketOf(claim.Ticket, seal.PseudonymOf(draw.Name, claim.Member)),
        Member = MemberFor(caller, draw.PartnerId, claim.Member),
        ClaimState = ClaimState.Claimed,
        Round = claim.Round,
        ClaimTime = claim.ClaimTime.ToTimestamp(),
        Delivery = claim.Delivery,
    };
}

using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.Internal.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Gives what a claimed prize is, where that is coins or a coupon. The request's id follows from the draw and
/// the prize, so it is given once, whoever asks and however often.</summary>
internal sealed class DrawDelivery(
    RewardsDb db, DrawBook book,
    [FromKeyedServices(RewardsModule.Name)] CouponIssueService.CouponIssueServiceClient programs)
{
    /// <summary>What the prize of a number is.</summary>
    /// <param name="terms">The draw's terms.</param>
    /// <param name="place">The prize, from 1 on.</param>
    public static DrawPrize PrizeAt(DrawTerms terms, int place)
    {
        var before = 0;
        return terms.Prizes.First(p => (before += p.Count) >= place);
    }

    /// <summary>Whether the claim of a prize gives something at once.</summary>
    public static bool IsAtOnce(DrawTerms terms, int place) =>
        PrizeAt(terms, place).GivesCase != DrawPrize.GivesOneofCase.None;

    /// <summary>Gives it, and writes down what became of it.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="claim">The claim, whose delivery is due.</param>
    /// <param name="options">In the name of the brand; each call has an end of its own.</param>
    /// <param name="cancel">Ends it; what is done is kept.</param>
    /// <returns>DONE or REFUSED.</returns>
    public async Task<PrizeDelivery> GiveAsync(
        DrawRow draw, DrawClaimRow claim, Func<CallOptions> options, CancellationToken cancel)
    {
        PrizeDelivery became;
        try
        {
            await BookAsync(draw, claim, options);
            became = PrizeDelivery.Done;
        }
        catch (RpcException e) when (Refusal.From(e) is { } refusal && IsFinal(refusal.Reason))
        {
            became = PrizeDelivery.Refused;
        }
        using var turn = await db.WriterTurnAsync(cancel);
        await db.DrawClaims
            .Where(c => c.PartnerId == claim.PartnerId && c.DrawId == claim.DrawId && c.Place == claim.Place)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.Delivery, became), cancel);
        return became;
    }

    private async Task BookAsync(DrawRow draw, DrawClaimRow claim, Func<CallOptions> options)
    {
        var prize = PrizeAt(draw.ReadTerms(), claim.Place);
        var member = ResourceNames.Members + new Guid(claim.Member, bigEndian: true).ToString("D");
        var step = string.Create(CultureInfo.InvariantCulture, $"prize/{claim.Place}");
        var detail = new DrawPrizeDetail
        {
            Draw = draw.Name.ToString(),
            Commitment = ByteString.CopyFrom(draw.Commitment),
            Place = claim.Place,
            Ticket = claim.Ticket,
            Coins = prize.Coins,
        };
        var bundle = new PostBundleRequest
        {
            RequestId = DrawTallies.StepOf(draw, step).ToString("D"),
            Fingerprint = ByteString.CopyFrom(TextHash.Of("draw prize", draw.Name.ToString(), step)),
            Kind = JournalKind.Reward,
        };
        if (prize.Coins is not null)
            bundle.Commands.Add(new BatchItem
            {
                Earn = new EarnRequest
                {
                    Member = member,
                    Amount = prize.Coins,
                    Provenance = Provenance.Promotional,
                },
            });
        else
        {
            var coupon = await programs.PrepareCouponAsync(
                new PrepareCouponRequest
                {
                    Program = prize.Coupon.Program,
                    Definition = prize.Coupon.Definition,
                    Member = member,
                    Source = $"{draw.Name}/{step}",
                },
                options());
            bundle.Tallies.Add(coupon.Change);
            detail.Coupon = coupon.Coupon;
        }
        bundle.Detail = Any.Pack(detail);
        await book.PostAsync(bundle, options);
    }

    /// <summary>Whether asking again would not help: the brand must see to the prize.</summary>
    private static bool IsFinal(ErrorReason reason) => reason is ErrorReason.WalletClosed or ErrorReason.NotLinked
        or ErrorReason.MemberClosed or ErrorReason.MemberNotFound or ErrorReason.ProgramNotFound
        or ErrorReason.CouponDefinitionNotFound or ErrorReason.CouponExpired;
}

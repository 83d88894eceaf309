using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<CreateDrawResponse> CreateDraw(CreateDrawRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var requestId = form.RequestId(request.RequestId);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwn(partner, request.Parent);
        var name = new DrawId(partner, form.Id(request.DrawId, "draw_id"));
        var now = await clock.NowAsync(cancel);
        // A retry may come after the draw has closed.
        form.Terms(request.Terms, DateTimeOffset.MinValue);
        form.Done();

        var snapshot = await directory.WithAsync(
            d => Suspensions.DrawCommands.Refuses(d, partner) is null
                && CoinRefusal(request.Terms, partner, d) is null,
            cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var ahead = new Form();
            ahead.Terms(request.Terms, now);
            ahead.Done();
            if ((Suspensions.DrawCommands.Refuses(snapshot, partner) ?? CoinRefusal(request.Terms, partner, snapshot))
                is { } refusal)
                throw new RefusalException(refusal);
            if (await Named(name).AnyAsync(cancel))
                throw new RefusalException(ErrorReason.AlreadyExists, $"{name} exists already.");
            var (commitment, secret) = seal.New(name);
            var row = new DrawRow
            {
                PartnerId = partner,
                Id = name.Id,
                Token = Guid.NewGuid(),
                State = DrawState.Open,
                Terms = request.Terms.ToByteArray(),
                Commitment = commitment,
                Secret = secret,
                CreateTime = now,
            };
            db.Draws.Add(row);
            return new CreateDrawResponse { Draw = ToMessage(row, 0, now, caller) };
        }, cancel);
    }

    /// <summary>Coins and coupons of a draw are the brand's own.</summary>
    private static Refusal? CoinRefusal(DrawTerms terms, string partner, DirectorySnapshot directory)
    {
        var coins = terms.Prizes.Where(p => p.Coins is not null).Select(p => p.Coins.Coin);
        if (terms.PriceUnits > 0)
            coins = coins.Prepend(terms.Coin);
        var others = terms.Prizes.Where(p => p.Coupon is not null).Select(p => ProgramId.Parse(p.Coupon.Program))
            .Where(p => p.PartnerId != partner).ToList();
        return coins.Select(coin => OwnCoins.Refuses(coin, partner, directory)).FirstOrDefault(r => r is not null)
            ?? (others.Count == 0 ? null : new Refusal(
                ErrorReason.NotYours, $"{others[0]} is not a programme of {ResourceNames.Partner(partner)}."));
    }
}

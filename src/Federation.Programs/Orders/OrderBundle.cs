using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>What the ledger books of an order that was decided. Pure.</summary>
internal static class OrderBundle
{
    /// <param name="decided">The decision.</param>
    /// <param name="detail">What the order's journal says of it.</param>
    /// <param name="request">The request to the ledger, with its head; its parts are added.</param>
    /// <returns>For each tally that it moves what is counted.</returns>
    public static IReadOnlyList<TallyMove> Fill(
        DecidedOrder decided, OrderDetail detail, PostBundleRequest request)
    {
        var (order, facts) = (decided.Order, decided.Record.Facts);
        var program = decided.RuleSet.Name.Program;
        request.Commands.AddRange(order.Tenders.Where(t => t.Kind == TenderKind.Coins)
            .Select(t => Payment(t, decided, detail.State)));
        var earned = detail.IsEarned(decided.Record.Terms);
        request.Commands.AddRange(OrderEarning.Of(decided.Result)
            .Select(e => new BatchItem { Earn = earned ? Earned(e, decided) : Pending(e, decided) }));
        List<TallyMove> moves =
        [
            .. decided.Result.Tallies,
            .. earned ? decided.Result.TalliesWhenEarned : Enumerable.Empty<TallyMove>(),
        ];
        var known = facts.Tallies.ToDictionary(t => t.Key, t => t.Units);
        request.Tallies.AddRange(moves.Select(move => Change(
            move, ProgramTallies.IdOf(program, move.Key, order, facts.Member?.Id),
            known.GetValueOrDefault(move.Key))));
        request.Tallies.AddRange(CouponsUsed(decided));
        if (earned)
        {
            request.Tallies.AddRange(GivenCoupons(decided, detail).Select(c => CouponMoves.Make(c.Id)));
            request.Tallies.AddRange(Levels(decided, detail).Select(l => LevelTally.Give(l.Id)));
        }
        request.Detail = Any.Pack(detail);
        return moves;
    }

    /// <summary>The coupons that the order gives, once it has earned them.</summary>
    public static IEnumerable<CouponRow> GivenCoupons(DecidedOrder decided, OrderDetail detail)
    {
        var digest = detail.Digest.ToByteArray();
        var awards = decided.Result.Awards;
        return Enumerable.Range(0, awards.Count).Where(place => awards[place].Coupons is not null)
            .SelectMany(place => CouponLife.Given(
                OrderId.Of(decided.RuleSet.Name.Program, detail.Source, detail.EventId), decided.RuleSet.Rules,
                decided.Record, digest, place, awards[place].Coupons.Quantity, decided.Record.Facts.DecideTime));
    }

    /// <summary>The levels that the order gives, once it has earned them.</summary>
    public static IEnumerable<TierGrantRow> Levels(DecidedOrder decided, OrderDetail detail) =>
        GivenLevels.PlacesIn(decided.Result).Select(place => GivenLevels.Of(
            OrderId.Of(decided.RuleSet.Name.Program, detail.Source, detail.EventId), decided.Record,
            detail.Digest.Span, place, decided.Record.Facts.DecideTime));

    private static IEnumerable<TallyChange> CouponsUsed(DecidedOrder decided)
    {
        var rows = decided.Coupons.ToDictionary(c => c.Name, StringComparer.Ordinal);
        return CouponMoves.Uses(decided.Result).Select(used => CouponMoves.Use(rows[used.Name], used.Times));
    }

    /// <summary>A move of a tally as the ledger is told.</summary>
    /// <param name="move">The move.</param>
    /// <param name="tally">The ledger's name of the tally.</param>
    /// <param name="read">Its value, as it was read.</param>
    public static TallyChange Change(TallyMove move, ByteString tally, long read)
    {
        var change = new TallyChange { Tally = tally };
        if (move.MovesCase == TallyMove.MovesOneofCase.Set)
            change.Set = move.Set;
        else
            change.Add = move.Add;
        if (move.HasAtMost)
            change.AtMost = move.AtMost;
        if (move.Exact)
            change.Expected = read;
        return change;
    }

    /// <summary>Coins that pay: taken, or held while the order is unpaid.</summary>
    private static BatchItem Payment(Tender tender, DecidedOrder decided, OrderState state)
    {
        var (order, terms) = (decided.Order, decided.Record.Terms);
        var amount = new CoinAmount { Coin = terms.Coins[0], Units = tender.CoinUnits };
        if (state == OrderState.Placed)
            return new BatchItem
            {
                Hold = new HoldRequest
                {
                    Member = order.Member,
                    Amount = amount,
                    Lifetime = Duration.FromTimeSpan(TimeSpan.FromMinutes(terms.UnpaidMinutes)),
                    Merchant = order.Merchant,
                    ExternalReference = order.EventId,
                },
            };
        return new BatchItem
        {
            Redeem = new RedeemRequest
            {
                Member = order.Member,
                Amount = amount,
                Merchant = order.Merchant,
                ExternalReference = order.EventId,
                EffectiveTime = EffectiveTime(decided),
            },
        };
    }

    private static EarnRequest Pending(OrderEarning earning, DecidedOrder decided) => new()
    {
        Member = decided.Order.Member,
        Amount = new CoinAmount { Coin = earning.Coin, Units = earning.Units },
        Provenance = earning.Promotional ? Provenance.Promotional : Provenance.Earned,
        ExternalReference = decided.Order.EventId,
        OnConfirmation = true,
    };

    private static EarnRequest Earned(OrderEarning earning, DecidedOrder decided)
    {
        var now = decided.Record.Facts.DecideTime;
        var request = Pending(earning, decided);
        request.OnConfirmation = false;
        request.EffectiveTime = EffectiveTime(decided);
        request.AvailableTime = OrderSteps.AvailableTime(decided.Order.OrderTime, decided.Record.Terms, now);
        request.ExpireTime = OrderSteps.ExpireTime(earning, request.AvailableTime, now);
        return request;
    }

    /// <summary>When it happened, where it is reported later.</summary>
    private static Timestamp? EffectiveTime(DecidedOrder decided) =>
        decided.Order.OrderTime < decided.Record.Facts.DecideTime ? decided.Order.OrderTime : null;
}

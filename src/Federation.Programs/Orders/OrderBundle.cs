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
    /// <param name="digest">Of its record.</param>
    /// <param name="request">The request to the ledger, with its head; its parts are added.</param>
    /// <returns>For each tally that it moves what is counted.</returns>
    public static IReadOnlyList<TallyMove> Fill(DecidedOrder decided, byte[] digest, PostBundleRequest request)
    {
        var (order, facts) = (decided.Order, decided.Record.Facts);
        var program = decided.RuleSet.Name.Program;
        request.Commands.AddRange(order.Tenders.Where(t => t.Kind == TenderKind.Coins)
            .Select(t => new BatchItem { Redeem = Payment(t, decided) }));
        request.Commands.AddRange(Earnings(decided).Select(e => new BatchItem { Earn = e }));
        List<TallyMove> moves = [.. decided.Result.Tallies, .. decided.Result.TalliesWhenEarned];
        var known = facts.Tallies.ToDictionary(t => t.Key, t => t.Units);
        request.Tallies.AddRange(moves.Select(move => Change(
            move, OrderKeys.TallyOf(program, move.Key, order, facts.Member), known.GetValueOrDefault(move.Key))));
        request.Detail = Any.Pack(new OrderDetail
        {
            Program = program.ToString(),
            Source = order.Source,
            EventId = order.EventId,
            RuleSet = decided.RuleSet.Name.ToString(),
            Digest = ByteString.CopyFrom(digest),
        });
        return moves;
    }

    private static TallyChange Change(TallyMove move, ByteString tally, long read)
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

    private static RedeemRequest Payment(Tender tender, DecidedOrder decided) => new()
    {
        Member = decided.Order.Member,
        Amount = new CoinAmount { Coin = decided.Record.Terms.Coins[0], Units = tender.CoinUnits },
        Merchant = decided.Order.Merchant,
        ExternalReference = decided.Order.EventId,
        EffectiveTime = EffectiveTime(decided),
    };

    /// <summary>The awards of one coin, source and expiry are one earning.</summary>
    private static IEnumerable<EarnRequest> Earnings(DecidedOrder decided) =>
        from award in decided.Result.Awards
        where award.Coins is not null
        group award.Coins.Units by (award.Coins.Coin, award.Coins.Promotional, award.Coins.ExpireDays) into awards
        let available = AvailableTime(decided)
        select new EarnRequest
        {
            Member = decided.Order.Member,
            Amount = new CoinAmount { Coin = awards.Key.Coin, Units = awards.Sum() },
            Provenance = awards.Key.Promotional ? Provenance.Promotional : Provenance.Earned,
            ExternalReference = decided.Order.EventId,
            EffectiveTime = EffectiveTime(decided),
            AvailableTime = available,
            ExpireTime = awards.Key.ExpireDays == 0
                ? null
                : DaysAfter(available ?? decided.Record.Facts.DecideTime, awards.Key.ExpireDays),
        };

    /// <summary>The end of the holdback; null where there is none, or it has passed.</summary>
    private static Timestamp? AvailableTime(DecidedOrder decided)
    {
        var end = DaysAfter(decided.Order.OrderTime, decided.Record.Terms.HoldbackDays);
        return end > decided.Record.Facts.DecideTime ? end : null;
    }

    /// <summary>When it happened, where it is reported later.</summary>
    private static Timestamp? EffectiveTime(DecidedOrder decided) =>
        decided.Order.OrderTime < decided.Record.Facts.DecideTime ? decided.Order.OrderTime : null;

    private static Timestamp DaysAfter(Timestamp time, int days) =>
        time + Duration.FromTimeSpan(TimeSpan.FromDays(days));
}

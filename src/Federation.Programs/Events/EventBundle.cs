using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>What the ledger books of an event that was decided. Pure.</summary>
internal static class EventBundle
{
    /// <param name="decided">The decision.</param>
    /// <param name="detail">What the event's journal says of it.</param>
    /// <param name="request">The request to the ledger, with its head; its parts are added.</param>
    /// <returns>For each tally that it moves what is counted.</returns>
    public static IReadOnlyList<TallyMove> Fill(DecidedEvent decided, EventDetail detail, PostBundleRequest request)
    {
        var facts = decided.Record.Facts;
        var program = decided.RuleSet.Name.Program;
        request.Commands.AddRange(
            OrderEarning.Of(decided.Result).Select(e => new BatchItem { Earn = Earned(e, decided) }));
        List<TallyMove> moves = [.. decided.Result.Tallies, .. decided.Result.TalliesWhenEarned];
        var known = facts.Tallies.ToDictionary(t => t.Key, t => t.Units);
        request.Tallies.AddRange(moves.Select(move => OrderBundle.Change(
            move, ProgramTallies.IdOf(program, move.Key, null, facts.Member.Id),
            known.GetValueOrDefault(move.Key))));
        request.Tallies.AddRange(Coupons(decided, detail.Digest.ToByteArray()).Select(c => CouponMoves.Make(c.Id)));
        request.Tallies.AddRange(Levels(decided, detail.Digest.Span).Select(l => LevelTally.Give(l.Id)));
        request.Detail = Any.Pack(detail);
        return moves;
    }

    /// <summary>The coupons that the event gives.</summary>
    public static IReadOnlyList<CouponRow> Coupons(DecidedEvent decided, byte[] digest)
    {
        var awards = decided.Result.Awards;
        return [.. Enumerable.Range(0, awards.Count).Where(place => awards[place].Coupons is not null).SelectMany(
            place => CouponLife.Given(
                decided.Giver, decided.RuleSet.Rules, decided.Record, digest, place, awards[place].Coupons.Quantity,
                decided.Record.Facts.DecideTime))];
    }

    /// <summary>The levels that the event gives.</summary>
    public static IReadOnlyList<TierGrantRow> Levels(DecidedEvent decided, ReadOnlySpan<byte> digest)
    {
        var levels = new List<TierGrantRow>();
        foreach (var place in GivenLevels.PlacesIn(decided.Result))
            levels.Add(GivenLevels.Of(
                decided.Giver, decided.Record, digest, place, decided.Record.Facts.DecideTime));
        return levels;
    }

    private static EarnRequest Earned(OrderEarning earning, DecidedEvent decided)
    {
        var (happened, now) = (decided.Event, decided.Record.Facts.DecideTime);
        var available = AvailableTime(earning.AvailableDays, decided, now);
        var request = new EarnRequest
        {
            Member = happened.Member,
            Amount = new CoinAmount { Coin = earning.Coin, Units = earning.Units },
            Provenance = earning.Promotional ? Provenance.Promotional : Provenance.Earned,
            ExternalReference = happened.EventId,
            EffectiveTime = happened.EventTime < now ? happened.EventTime : null,
            ExpireTime = OrderSteps.ExpireTime(earning, available, now),
        };
        if (available is not null)
            request.AvailableTime = available;
        return request;
    }

    /// <summary>When coins of the event become available; null: at once, also where that day has begun
    /// already.</summary>
    private static Timestamp? AvailableTime(int days, DecidedEvent decided, Timestamp now)
    {
        if (days == 0)
            return null;
        var calendar = decided.RuleSet.Rules.Calendar;
        var start = calendar.StartOf(calendar.At(decided.Event.EventTime).Day + days);
        return start > now ? start : null;
    }
}

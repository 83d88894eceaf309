using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>
/// What the next step of an order books: the difference between what the order comes to after it and what it came to
/// before. So any sequence of steps ends where its sum ends. Pure.
/// </summary>
/// <param name="history">The order so far.</param>
/// <param name="rules">The rule set that decided.</param>
/// <param name="record">The decision.</param>
/// <param name="now">Alliance time.</param>
internal sealed class OrderSteps(OrderHistory history, CompiledRuleSet rules, EvaluationRecord record, Timestamp now)
{
    private readonly OrderBack before = history.Now.Back ?? new OrderBack();

    /// <summary>The terms that decided.</summary>
    public RuleSetTerms Terms => rules.Terms;

    /// <summary>What was ordered.</summary>
    public Order Order => record.Order;

    private RepeatedField<Tender> Tenders => Order.Tenders;

    private Evaluation Result => record.Result;

    private OrderState State => history.Now.State;

    /// <summary>The order gets further.</summary>
    public PlannedStep Advance(OrderState state, Timestamp time)
    {
        var coins = new List<BatchItem>();
        if (State == OrderState.Placed)
            coins.AddRange(history.Holds().Select(hold => new BatchItem
            {
                Capture = new CaptureRequest { Hold = hold, All = true, ExternalReference = history.Now.EventId },
            }));
        if (new OrderDetail(history.Now) { State = state }.IsEarned(Terms) && !history.Now.IsEarned(Terms))
            coins.AddRange(Confirmations(time));
        return Planned(state, time, before, coins, []);
    }

    /// <summary>Goods come back.</summary>
    /// <param name="lines">All units that were returned, those of this step included, by line.</param>
    /// <param name="time">When.</param>
    public PlannedStep Return(IReadOnlyDictionary<int, int> lines, Timestamp time)
    {
        var result = ReturnedGoods.Of(rules, record, lines);
        var after = BackOf(lines, Math.Max(before.MinorUnits, result.MinorUnits), CoinsBack(result));
        return Planned(State, time, after, [.. Refunds(after), .. Clawbacks(after)], result.Coupons);
    }

    /// <summary>A person, or its deadline, decides the order's open case.</summary>
    /// <param name="decided">The case after it.</param>
    public PlannedStep Decide(OrderCase decided)
    {
        if (decided.State == CaseState.ForMember)
        {
            var earned = history.Steps.FirstOrDefault(s => s.State.IsEarned(Terms))?.StepTime;
            return Planned(State, now, before, earned is null ? [] : [.. Confirmations(earned)], [], decided);
        }
        var after = BackOf(
            before.ByLine(), before.MinorUnits, [.. Result.Awards.Select(a => a.Coins?.Units ?? 0)]);
        return Planned(State, now, after, [.. Clawbacks(after)], [], decided);
    }

    /// <summary>Everything that is left comes back, whatever the rules say of returns. An open case is
    /// closed.</summary>
    public PlannedStep Cancel(Timestamp time)
    {
        var lines = Order.Lines.ToDictionary(l => l.Number, l => l.Quantity);
        long[] coins = [.. Result.Awards.Select(a => a.Coins?.Units ?? 0)];
        var paid = State.IsPaid();
        var after = BackOf(lines, paid ? Result.TotalMinorUnits : 0, coins);
        if (paid)
            return Planned(
                OrderState.Cancelled, time, after, [.. Refunds(after), .. Clawbacks(after)], Result.UsedCoupons,
                Closed());
        after.Tenders.Clear();
        after.Tenders.AddRange(CoinTenders().Select(place => new TenderBack
        {
            Place = place,
            Kind = TenderKind.Coins,
            MinorUnits = Tenders[place].MinorUnits,
            CoinUnits = Tenders[place].CoinUnits,
        }));
        var releases = history.Holds()
            .Select(hold => new BatchItem { Release = new ReleaseRequest { Hold = hold, All = true } });
        return Planned(
            OrderState.Cancelled, time, after, [.. releases, .. Clawbacks(after)], Result.UsedCoupons, Closed());
    }

    /// <summary>When coins become available that are earned at a time; null: at once.</summary>
    public static Timestamp? AvailableTime(Timestamp earned, RuleSetTerms terms, Timestamp now)
    {
        var end = DaysAfter(earned, terms.HoldbackDays);
        return end > now ? end : null;
    }

    /// <summary>When coins expire that become available then; null: by the coin's own rule.</summary>
    public static Timestamp? ExpireTime(OrderEarning earning, Timestamp? available, Timestamp now) =>
        earning.ExpireDays == 0 ? null : DaysAfter(available ?? now, earning.ExpireDays);

    private static Timestamp DaysAfter(Timestamp time, int days) =>
        time + Duration.FromTimeSpan(TimeSpan.FromDays(days));

    /// <summary>The order's case once the order is cancelled.</summary>
    private OrderCase? Closed() => history.Now.OrderCase is { State: CaseState.Open } open
        ? new OrderCase(open) { State = CaseState.Closed, DecideTime = now }
        : null;

    private PlannedStep Planned(
        OrderState state, Timestamp time, OrderBack after, IReadOnlyList<BatchItem> coins,
        IReadOnlyCollection<string> coupons, OrderCase? decided = null)
    {
        var detail = new OrderDetail(history.Now)
        {
            State = state,
            StepTime = time,
            Back = after,
            RequestDigest = ByteString.Empty,
            ReturnId = "",
            CoinsLeft = false,
            OrderCase = decided ?? history.Now.OrderCase,
        };
        var given = before.CouponsGivenBack.ToHashSet(StringComparer.Ordinal);
        var usesBack = CouponMoves.Uses(Result).Where(u => coupons.Contains(u.Name) && given.Add(u.Name)).ToList();
        return new PlannedStep(
            detail, coins, [.. Tallies(LeftOf(history.Now), LeftOf(detail))], [.. Coupons(detail)],
            [.. Levels(detail)],
            [
                .. TicketPlans.Of(
                    !history.Now.IsEarned(Terms) && detail.IsEarned(Terms), history.Now, TicketsLeft(detail)),
            ],
            usesBack);
    }

    /// <summary>The coupons that the order gives once it has earned them, and takes back with what earned
    /// them.</summary>
    private IEnumerable<PlannedCoupons> Coupons(OrderDetail after)
    {
        var (earned, earns) = (history.Now.IsEarned(Terms), after.IsEarned(Terms));
        var (from, to) = (CouponsLeft(history.Now), CouponsLeft(after));
        for (var place = 0; place < Result.Awards.Count; place++)
            if (!earned && earns && to[place] > 0)
                yield return new PlannedCoupons(place, to[place], Gives: true);
            else if (earned && to[place] < from[place])
                yield return new PlannedCoupons(place, to[place], Gives: false);
    }

    /// <summary>The levels that the order gives once it has earned them, and takes back with what earned
    /// them.</summary>
    private IEnumerable<PlannedLevel> Levels(OrderDetail after)
    {
        var places = GivenLevels.PlacesIn(Result).ToList();
        if (places.Count == 0)
            return [];
        var (earned, earns) = (history.Now.IsEarned(Terms), after.IsEarned(Terms));
        var kept = KeptOf(after);
        return
        [
            .. from place in places
               let has = earns && kept is not null && KeptAs(Result.Awards[place], kept) is not null
               where earned != has
               select new PlannedLevel(place, Gives: has),
        ];
    }

    /// <summary>By award, how many coupons it gives for what is kept.</summary>
    private int[] CouponsLeft(OrderDetail order) => KeptOf(order) is { } kept
        ? [.. Result.Awards.Select(given => given.Coupons is null
            ? 0
            : Math.Min(given.Coupons.Quantity, KeptAs(given, kept)?.Coupons?.Quantity ?? 0))]
        : new int[Result.Awards.Count];

    /// <summary>By award, how many tickets it gives for what is kept.</summary>
    private int[] TicketsLeft(OrderDetail order) => order.IsEarned(Terms) && KeptOf(order) is { } kept
        ? [.. Result.Awards.Select(given => given.Tickets is null
            ? 0
            : Math.Min(given.Tickets.Tickets, KeptAs(given, kept)?.Tickets?.Tickets ?? 0))]
        : new int[Result.Awards.Count];

    /// <summary>What the goods that are kept come to; null for a cancelled order.</summary>
    private Evaluation? KeptOf(OrderDetail order)
    {
        if (order.State == OrderState.Cancelled)
            return null;
        return order.Back is { Lines.Count: > 0 } back ? ReturnedGoods.Of(rules, record, back.ByLine()).Kept : Result;
    }

    /// <summary>What an award gives for what is kept; null: nothing.</summary>
    private Award? KeptAs(Award given, Evaluation kept) =>
        Terms.Rules.First(r => r.Id == given.Rule).OnReturn == OnReturn.Keep
            ? given
            : kept.Awards.FirstOrDefault(a => a.Rule == given.Rule && a.Effect == given.Effect);

    private IEnumerable<BatchItem> Confirmations(Timestamp time)
    {
        var available = AvailableTime(time, Terms, now);
        return OrderEarning.Of(Result).Zip(history.Earnings())
            .Where(e => e.First.Awards.Sum(before.CoinsOf) < e.First.Units)
            .Select(e => new BatchItem
            {
                Confirm = new ConfirmRequest
                {
                    Journal = e.Second,
                    ExternalReference = history.Now.EventId,
                    AvailableTime = available,
                    ExpireTime = ExpireTime(e.First, available, now),
                },
            });
    }

    private IEnumerable<BatchItem> Refunds(OrderBack after) =>
        from payment in CoinTenders().Zip(history.Payments())
        let units = after.TenderOf(payment.First).CoinUnits - before.TenderOf(payment.First).CoinUnits
        where units > 0
        select new BatchItem
        {
            Refund = new RefundRequest
            {
                Journal = payment.Second,
                Units = units,
                ExternalReference = history.Now.EventId,
            },
        };

    private IEnumerable<BatchItem> Clawbacks(OrderBack after) =>
        from earning in OrderEarning.Of(Result).Zip(history.Earnings())
        let units = earning.First.Awards.Sum(place => after.CoinsOf(place) - before.CoinsOf(place))
        where units > 0
        select new BatchItem
        {
            Clawback = new ClawbackRequest
            {
                Member = Order.Member,
                Amount = new CoinAmount { Coin = earning.First.Coin, Units = units },
                Journal = earning.Second,
                ExternalReference = history.Now.EventId,
            },
        };

    private IEnumerable<int> CoinTenders() =>
        Enumerable.Range(0, Tenders.Count).Where(place => Tenders[place].Kind == TenderKind.Coins);

    private OrderBack BackOf(IReadOnlyDictionary<int, int> lines, long minorUnits, IReadOnlyList<long> coins)
    {
        var after = new OrderBack
        {
            MinorUnits = minorUnits,
            CouponsGivenBack = { before.CouponsGivenBack },
            CouponsVoided = { before.CouponsVoided },
            CouponsOwed = { before.CouponsOwed },
            TierGrantsRevoked = { before.TierGrantsRevoked },
            TicketsVoided = { before.TicketsVoided.Select(b => b.Clone()) },
            TicketsOwed = { before.TicketsOwed.Select(b => b.Clone()) },
        };
        after.Lines.AddRange(lines.Where(l => l.Value > 0).OrderBy(l => l.Key)
            .Select(l => new ReturnedLine { Number = l.Key, Quantity = l.Value }));
        after.Tenders.AddRange(TendersBack(minorUnits - before.MinorUnits).Where(t => t.MinorUnits > 0));
        after.Awards.AddRange(coins.Select((units, place) => new AwardBack
        {
            Place = place,
            Rule = Result.Awards[place].Rule,
            Coin = Result.Awards[place].Coins?.Coin ?? "",
            Units = units,
        }).Where(a => a.Units > 0));
        return after;
    }

    /// <summary>More money goes back to the tenders in the shares of what is left of them, and coins in the share of
    /// their money.</summary>
    private IEnumerable<TenderBack> TendersBack(long more)
    {
        var share = new RunningShare(more, Tenders.Sum(t => t.MinorUnits) - before.Tenders.Sum(t => t.MinorUnits));
        for (var place = 0; place < Tenders.Count; place++)
        {
            var tender = Tenders[place];
            var earlier = before.TenderOf(place).MinorUnits;
            var money = earlier + share.Next(tender.MinorUnits - earlier);
            yield return new TenderBack
            {
                Place = place,
                Kind = tender.Kind,
                MinorUnits = money,
                CoinUnits = (long)((Int128)tender.CoinUnits * money / tender.MinorUnits),
            };
        }
    }

    /// <summary>By award, the coins that were taken back in all: of a rule's awards the last first. What was taken back
    /// before stays so.</summary>
    private long[] CoinsBack(ReturnResult result)
    {
        long[] back = [.. Enumerable.Range(0, Result.Awards.Count).Select(before.CoinsOf)];
        foreach (var coins in result.Coins)
        {
            var rest = coins.Units;
            for (var place = Result.Awards.Count - 1; place >= 0; place--)
            {
                if (Result.Awards[place] is not { Coins: { } given } award || award.Rule != coins.Rule
                    || given.Coin != coins.Coin)
                    continue;
                var part = Math.Min(rest, given.Units);
                back[place] = Math.Max(back[place], part);
                rest -= part;
            }
        }
        return back;
    }

    private IEnumerable<PlannedTally> Tallies(IReadOnlyList<long> earlier, IReadOnlyList<long> later)
    {
        var known = record.Facts.Tallies.ToDictionary(t => t.Key, t => t.Units);
        var moves = Result.Tallies.Concat(Result.TalliesWhenEarned);
        foreach (var (move, from, to) in moves.Zip(earlier, later))
        {
            if (move.MovesCase == TallyMove.MovesOneofCase.Add && from != to)
                yield return new PlannedTally(move.Key, to - from);
            else if (move.MovesCase == TallyMove.MovesOneofCase.Set && from > to)
                yield return new PlannedTally(move.Key, known.GetValueOrDefault(move.Key), Expected: move.Set);
        }
    }

    /// <summary>What the order counts for, by the moves of its decision.</summary>
    private IReadOnlyList<long> LeftOf(OrderDetail order)
    {
        if (order.State == OrderState.Cancelled)
            return new long[Result.Tallies.Count + Result.TalliesWhenEarned.Count];
        // A case that is decided against the member takes coins back, and no goods.
        var left = order.Back is { } back && back.Lines.Count + back.Awards.Count > 0
            ? LeftOf(back)
            : [.. Result.Tallies.Concat(Result.TalliesWhenEarned)
                .Select(m => m.MovesCase == TallyMove.MovesOneofCase.Set ? 1 : m.Add)];
        return order.IsEarned(Terms)
            ? left
            : [.. left.Select((units, i) => i < Result.Tallies.Count ? units : 0)];
    }

    private IReadOnlyList<long> LeftOf(OrderBack back)
    {
        var lines = back.ByLine();
        var result = ReturnedGoods.Of(rules, record, lines);
        return TalliesLeft.Of(
            rules, record, lines, result, [.. Enumerable.Range(0, Result.Awards.Count).Select(back.CoinsOf)]);
    }
}

using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Rules.Tests;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>An order with a ledger that counts what its steps book, and finds whatever a real one would
/// refuse.</summary>
internal sealed class OrderLife
{
    private static readonly RuleSetId Name = RuleSetId.Parse("partners/aster/programs/main/ruleSets/1");
    private static readonly byte[] Digest = new byte[32];

    private readonly DecidedOrder decided;
    private readonly Timestamp now;

    // By journal, what it moved and what was undone of it.
    private readonly Dictionary<string, (long Units, long Undone)> coins = new(StringComparer.Ordinal);
    private readonly Dictionary<ByteString, long> tallies = [];
    private readonly Dictionary<Guid, CouponRow> made = [];
    private readonly HashSet<string> released = new(StringComparer.Ordinal);
    private readonly HashSet<string> confirmed = new(StringComparer.Ordinal);
    private readonly HashSet<int> takenBack = [];
    private readonly FakeDraws draws;
    private readonly OrderTickets tickets;

    // By award, the fewest tickets that what was kept has given since it is earned.
    private readonly Dictionary<int, int> fewest = [];
    private OrderHistory? history;
    private int journals;

    public OrderLife(RandomCase random, Dice dice)
    {
        random.Terms.EarnAt = dice.One(EarnAt.Paid, EarnAt.Shipped, EarnAt.Delivered, EarnAt.Completed);
        foreach (var coupon in random.Terms.Coupons)
            coupon.Days = 30;
        GiveLevels(random.Terms, dice);
        GiveTickets(random.Terms, dice);
        draws = new FakeDraws(dice.Between(1, 30));
        tickets = new OrderTickets(draws);
        foreach (var tender in random.Order.Tenders.Where(t => t.Kind == TenderKind.Coins))
            tender.CoinUnits = tender.MinorUnits * dice.Between(1, 7);
        random.Facts.DecideTime ??= random.Order.OrderTime;
        now = random.Facts.DecideTime;
        var rules = CompiledRuleSet.Of(Name.ToString(), random.Terms);
        var record = new EvaluationRecord
        {
            RuleSet = Name.ToString(),
            Terms = random.Terms,
            Order = random.Order,
            Facts = random.Facts,
            LeftOut = { random.LeftOut.Order(StringComparer.Ordinal) },
            Result = Evaluator.Evaluate(rules, random.Facts, random.Order, random.LeftOut),
        };
        var shown = random.Facts.Coupons.Select(c => Row(c)).ToList();
        foreach (var coupon in shown)
            made[coupon.Id] = coupon;
        decided = new DecidedOrder(new PublishedRuleSet(Name, new byte[32], new(() => rules)), record, shown);
        foreach (var tally in random.Facts.Tallies)
            tallies[KeyOf(tally.Key)] = tally.Units;
        Before = new Dictionary<ByteString, long>(tallies);
    }

    public OrderState State => History.Now.State;

    /// <summary>How many levels counted after its steps, all steps together.</summary>
    public int Levels { get; private set; }

    /// <summary>How many tickets it had after its steps, all steps together.</summary>
    public int Tickets { get; private set; }

    public long Total => decided.Result.TotalMinorUnits;

    public long MoneyBack => Back.MinorUnits;

    public bool IsAllReturned => decided.Order.Lines.All(l => Back.QuantityOf(l.Number) == l.Quantity);

    /// <summary>Rules whose gifts stay when goods come back.</summary>
    public HashSet<string> RulesThatKeep => [.. decided.Record.Terms.Rules
        .Where(r => r.OnReturn == OnReturn.Keep).Select(r => r.Id)];

    private IReadOnlyDictionary<ByteString, long> Before { get; }

    /// <summary>By what corrections have corrected the order's coins, by coin.</summary>
    public Dictionary<string, long> Corrected { get; } = new(StringComparer.Ordinal);

    public EvaluationRecord Record => decided.Record;

    public OrderHistory History => history!;

    private OrderBack Back => History.Now.Back ?? new OrderBack();

    private OrderSteps Steps => new(History, decided.RuleSet.Rules, decided.Record, now);

    /// <summary>What is left of it after all steps: of each earning its coins, what was undone and whether the rest is
    /// the member's; what it counts; the levels and coupons that it gives.</summary>
    public string Left => string.Join("; ", [
        .. History.Earnings().Select(e => $"{coins[e]} {coins[e].Units == coins[e].Undone || confirmed.Contains(e)}"),
        .. decided.Result.Tallies.Concat(decided.Result.TalliesWhenEarned).Select(
            m => $"{m.Key.Definition} {tallies.GetValueOrDefault(KeyOf(m.Key))}"),
        .. GivenLevels.PlacesIn(decided.Result).Select(p => $"level {LevelOf(p) == LevelTally.Given}"),
        .. made.Values.Select(c => new CouponTally(c, tallies.GetValueOrDefault(CouponTally.KeyOf(c.Id))))
            .Where(c => c is { Exists: true, IsVoid: false }).Select(c => $"coupon {c.UsesLeft}").Order()]);

    /// <summary>Places it; held: as a risk rule holds it, until its case is decided.</summary>
    public void Place(OrderState state, bool held = false)
    {
        var detail = new OrderDetail
        {
            Program = Name.Program.ToString(),
            Source = decided.Order.Source,
            EventId = decided.Order.EventId,
            RuleSet = Name.ToString(),
            Digest = ByteString.CopyFrom(Digest),
            State = state,
            StepTime = decided.Order.OrderTime,
            OrderCase = held ? new OrderCase { State = CaseState.Open } : null,
        };
        var request = new PostBundleRequest();
        var planned = detail.IsEarned(decided.Record.Terms) ? TicketPlans.Of(decided.Result) : [];
        var prepared = Prepared(planned, 0, detail);
        OrderBundle.Fill(decided, detail, request);
        prepared.AddTo(request);
        if (detail.IsEarned(decided.Record.Terms))
            foreach (var coupon in OrderBundle.GivenCoupons(decided, detail))
                made[coupon.Id] = coupon;
        var bundle = Book(request, detail);
        history = new OrderHistory(
            OrderId.Of(Name.Program, detail.Source, detail.EventId),
            [new PostedBundle { Journal = bundle.Journal, Parts = { bundle.Parts } }]);
        AssertLevels();
        AssertTickets();
    }

    /// <summary>The draw takes no tickets any more, and gives none back.</summary>
    public void CloseDraw() => draws.IsClosed = true;

    public void Advance(OrderState state)
    {
        if (state > State)
            Take(Steps.Advance(state, now));
    }

    /// <summary>Decides its open case.</summary>
    public void Decide(CaseState verdict) => Take(Steps.Decide(new OrderCase { State = verdict, DecideTime = now }));

    public void Cancel() => Take(Steps.Cancel(now));

    /// <summary>Returns some of what is left.</summary>
    public void Return(Dice dice)
    {
        var lines = Back.ByLine();
        var left = decided.Order.Lines.Where(l => l.Quantity > lines.GetValueOrDefault(l.Number)).ToList();
        if (left.Count == 0)
            return;
        foreach (var line in dice.Some(left, 3))
        {
            var before = lines.GetValueOrDefault(line.Number);
            lines[line.Number] = before + dice.Between(1, line.Quantity - before);
        }
        Take(Steps.Return(lines, now));
    }

    /// <summary>No coins, coupons or levels, and nothing counts for levels.</summary>
    public void AssertEarnsNothing()
    {
        Assert.All(History.Earnings(), e => Assert.Equal(coins[e].Units, coins[e].Undone));
        Assert.Empty(confirmed);
        Assert.Equal(0, Levels);
        Assert.All(decided.Result.TalliesWhenEarned, m => Assert.Equal(
            Before.GetValueOrDefault(KeyOf(m.Key)), tallies.GetValueOrDefault(KeyOf(m.Key))));
        Assert.All(
            made.Values.Where(c => c.OrderId is not null),
            c => Assert.False(new CouponTally(c, tallies.GetValueOrDefault(CouponTally.KeyOf(c.Id))).Exists));
    }

    /// <summary>All that the order moved was moved back, but for what some rules keep.</summary>
    public void AssertNothingLeft(HashSet<string> kept)
    {
        var rest = OrderEarning.Of(decided.Result).Zip(History.Earnings());
        foreach (var (earning, journal) in rest)
            Assert.Equal(
                earning.Awards.Where(a => !kept.Contains(decided.Result.Awards[a].Rule))
                    .Sum(a => decided.Result.Awards[a].Coins.Units),
                coins[journal].Undone);
        Assert.All(History.Payments(), p => Assert.Equal(coins[p].Units, coins[p].Undone));
        Assert.All(History.Holds(), h => Assert.Contains(h, released));
        var moves = decided.Result.Tallies.Concat(decided.Result.TalliesWhenEarned);
        foreach (var move in moves.Where(m => !KeepsCounting(m.Key, kept)))
            Assert.Equal(Before.GetValueOrDefault(KeyOf(move.Key)), tallies.GetValueOrDefault(KeyOf(move.Key)));
        foreach (var place in GivenLevels.PlacesIn(decided.Result)
            .Where(p => !kept.Contains(decided.Result.Awards[p].Rule)))
            Assert.NotEqual(LevelTally.Given, LevelOf(place));
        if (kept.Count > 0)
            return;
        foreach (var coupon in made.Values)
        {
            var tally = new CouponTally(coupon, tallies.GetValueOrDefault(CouponTally.KeyOf(coupon.Id)));
            Assert.True(coupon.OrderId is null ? tally.Used == 0 : tally.IsVoid || !tally.Exists, coupon.Definition);
        }
    }

    /// <summary>The levels that count are those of the awards that what is kept earns, once it is earned; what was
    /// taken back does not come again.</summary>
    private void AssertLevels()
    {
        var result = decided.Result;
        var earned = History.Now.IsEarned(decided.Record.Terms);
        var kept = ReturnedGoods.Of(decided.RuleSet.Rules, decided.Record, Back.ByLine()).Kept;
        foreach (var place in GivenLevels.PlacesIn(result))
        {
            var (given, number) = (result.Awards[place], LevelOf(place));
            var keeps = RulesThatKeep.Contains(given.Rule)
                || kept.Awards.Any(a => a.Rule == given.Rule && a.Effect == given.Effect);
            Levels += number == LevelTally.Given ? 1 : 0;
            Assert.True(number != LevelTally.Given || (earned && keeps), given.Rule);
            Assert.True(!earned || !keeps || number == LevelTally.Given || takenBack.Contains(place), given.Rule);
            if (number > LevelTally.Given)
            {
                takenBack.Add(place);
                Assert.Contains(
                    ResourceNames.TierGrant(Name.Program.ToString(), GivenLevels.IdOf(Digest, place)),
                    Back.TierGrantsRevoked);
            }
        }
        Assert.Equal(Back.TierGrantsRevoked.Count, takenBack.Count);
    }

    private long LevelOf(int award) =>
        tallies.GetValueOrDefault(LevelTally.KeyOf(GivenLevels.IdOf(Digest, award)));

    /// <summary>Whether a limit goes on counting what a rule of it leaves with the member.</summary>
    private bool KeepsCounting(TallyKey key, HashSet<string> kept) =>
        decided.RuleSet.Rules.LimitedBy(key.Definition).Any(kept.Contains)
        || (kept.Count > 0 && decided.Record.Terms.RiskRules.Any(
            r => r.Of == LimitedBy.Coins && key.Definition == Risks.Definition(r)));

    /// <summary>The coins of a kind that its earnings gave and that were not taken back.</summary>
    public long CoinsOf(string coin) => OrderEarning.Of(decided.Result).Zip(History.Earnings())
        .Where(e => e.First.Coin == coin).Sum(e => coins[e.Second].Units - coins[e.Second].Undone);

    private void Take(PlannedStep planned)
    {
        var step = planned with
        {
            Coins = CorrectedClawbacks.Of(
                planned.Coins, CorrectedClawbacks.LeftOf(decided.Result, History.Now.Back),
                CorrectedClawbacks.LeftOf(decided.Result, planned.Detail.Back), Corrected),
        };
        var bundle = new StepBundle(History, decided.RuleSet.Rules, decided.Record, step, now);
        foreach (var coupon in bundle.Made())
            made[coupon.Id] = coupon;
        List<CouponRow> rows = [.. bundle.CouponIds().Where(made.ContainsKey).Distinct().Select(id => made[id])];
        var read = bundle.Reads(rows).Distinct().ToDictionary(k => k, k => tallies.GetValueOrDefault(k));
        var request = bundle.Fill(rows, read, []);
        Prepared(step.Tickets, History.Count, step.Detail).AddTo(request);
        history = History.With(Book(request, step.Detail));
        AssertLevels();
        AssertTickets();
    }

    private PreparedTickets Prepared(IReadOnlyList<PlannedTickets> planned, int step, OrderDetail detail) =>
        tickets.PrepareAsync(
            Name.Program, decided.Record, Digest, planned, step, detail.Tickets, detail.Back, () => default)
            .GetAwaiter().GetResult();

    /// <summary>Each award's tickets are told as what became of them, and what is not owed is what the goods that are
    /// kept give.</summary>
    private void AssertTickets()
    {
        if (!History.Now.IsEarned(decided.Record.Terms) && fewest.Count == 0)
        {
            Assert.Equal((0, 0), (draws.Count, History.Now.Tickets.Count));
            return;
        }
        var awards = decided.Result.Awards;
        var kept = ReturnedGoods.Of(decided.RuleSet.Rules, decided.Record, Back.ByLine()).Kept;
        Assert.Equal(draws.Count, History.Now.Tickets.Sum(LiveOf));
        Tickets += draws.Count;
        foreach (var given in History.Now.Tickets)
        {
            var award = awards[given.Place];
            var now = State == OrderState.Cancelled ? 0
                : RulesThatKeep.Contains(award.Rule) ? award.Tickets.Tickets
                : kept.Awards.FirstOrDefault(a => a.Rule == award.Rule && a.Effect == award.Effect)?.Tickets?.Tickets
                    ?? 0;
            fewest[given.Place] = Math.Min(fewest.GetValueOrDefault(given.Place, given.Tickets), now);
            Assert.Equal(given.Tickets == 0, given.NotGiven.Length > 0);
            var owed = Back.TicketsOwed.Where(b => b.Place == given.Place).Sum(b => b.Tickets);
            Assert.Equal(Math.Min(given.Tickets, fewest[given.Place]), LiveOf(given) - owed);
            Assert.True(owed == 0 || draws.IsClosed);
            Assert.Equal(
                given.Tickets - Back.TicketsVoided.Where(b => b.Place == given.Place).Sum(b => b.Tickets),
                LiveOf(given));
        }
    }

    private int LiveOf(TicketGrant given) => given.Tickets == 0 ? 0 : draws.LeftOf(given.Entry);

    private PostBundleResponse Book(PostBundleRequest request, OrderDetail detail)
    {
        Assert.Equal(request.Tallies.Count, request.Tallies.Select(t => t.Tally).Distinct().Count());
        foreach (var change in request.Tallies)
        {
            var before = tallies.GetValueOrDefault(change.Tally);
            Assert.True(!change.HasExpected || change.Expected == before, $"{change} at {before}");
            var after = change.MovesCase == TallyChange.MovesOneofCase.Set ? change.Set : before + change.Add;
            Assert.True(!change.HasAtMost || after <= change.AtMost, $"{change} at {before}");
            Assert.True(!change.HasAtLeast || after >= change.AtLeast, $"{change} at {before}");
            tallies[change.Tally] = after;
        }
        draws.Book(request.Consumes.Where(c => Guid.TryParse(c.Key, out _)));
        var response = new PostBundleResponse
        {
            Journal = new Journal { Name = NewJournal(), Detail = Any.Pack(detail), CreateTime = now },
        };
        response.Parts.AddRange(request.Commands.Select(Part));
        return response;
    }

    private Journal Part(BatchItem command)
    {
        var name = NewJournal();
        switch (command.CommandCase)
        {
            case BatchItem.CommandOneofCase.Earn:
                coins[name] = (command.Earn.Amount.Units, 0);
                if (!command.Earn.OnConfirmation)
                    confirmed.Add(name);
                return new Journal { Name = name, Kind = JournalKind.Earn };
            case BatchItem.CommandOneofCase.Redeem:
                coins[name] = (command.Redeem.Amount.Units, 0);
                return new Journal { Name = name, Kind = JournalKind.Redeem };
            case BatchItem.CommandOneofCase.Hold:
                coins["holds/" + name["journals/".Length..]] = (command.Hold.Amount.Units, 0);
                return new Journal { Name = name, Kind = JournalKind.Hold };
            case BatchItem.CommandOneofCase.Capture:
                Assert.True(released.Add(command.Capture.Hold));
                coins[name] = (coins[command.Capture.Hold].Units, 0);
                return new Journal { Name = name, Kind = JournalKind.Capture };
            case BatchItem.CommandOneofCase.Release:
                Assert.True(released.Add(command.Release.Hold));
                return new Journal { Name = name, Kind = JournalKind.Release };
            case BatchItem.CommandOneofCase.Clawback:
                Undo(command.Clawback.Journal, command.Clawback.Amount.Units);
                return new Journal { Name = name, Kind = JournalKind.Clawback };
            case BatchItem.CommandOneofCase.Refund:
                Undo(command.Refund.Journal, command.Refund.Units);
                return new Journal { Name = name, Kind = JournalKind.Refund };
            default:
                Assert.True(confirmed.Add(command.Confirm.Journal));
                Assert.True(coins[command.Confirm.Journal].Units > coins[command.Confirm.Journal].Undone);
                return new Journal { Name = name, Kind = JournalKind.Confirm };
        }
    }

    private void Undo(string journal, long units)
    {
        Assert.True(units > 0);
        var (whole, undone) = coins[journal];
        Assert.InRange(undone + units, 1, whole);
        coins[journal] = (whole, undone + units);
    }

    private string NewJournal() => new JournalId(new Guid(++journals, 0, 0, new byte[8])).Name;

    /// <summary>Rules that give something fixed give a level, too.</summary>
    private static void GiveLevels(RuleSetTerms terms, Dice dice)
    {
        if (terms.TierSchemes.Count == 0)
            return;
        foreach (var rule in terms.Rules.Where(IsFixed))
        {
            var scheme = dice.One(terms.TierSchemes);
            rule.Effects.Add(new Effect
            {
                Tier = new GrantTier
                {
                    Scheme = scheme.Id,
                    Level = dice.One(scheme.Levels).Id,
                    Days = dice.Between(1, 400),
                },
            });
        }
    }

    /// <summary>The same with tickets.</summary>
    private static void GiveTickets(RuleSetTerms terms, Dice dice)
    {
        foreach (var rule in terms.Rules.Where(IsFixed).Where(_ => dice.Chance(50)))
            rule.Effects.Add(new Effect
            {
                Tickets = new GrantTickets { Draw = FakeDraws.Draw, Tickets = dice.Between(1, 5) },
            });
    }

    private static bool IsFixed(Rule rule) => rule.Effects.All(e =>
        e.Coupon is not null || e.Tier is not null || e.Earn is { StepCase: Earn.StepOneofCase.None });

    private static CouponRow Row(CouponFacts coupon) => new()
    {
        Id = ResourceNames.TryUuid(coupon.Name, ResourceNames.Coupons, out var id) ? id : throw new FormatException(),
        PartnerId = "aster",
        ProgramId = "main",
        Definition = coupon.Definition,
        Uses = coupon.UsesLeft,
        RestoreGraceDays = 0,
        ExpireTime = coupon.ExpireTime.ToDateTimeOffset(),
        CreateTime = DateTimeOffset.UnixEpoch,
        ByJournal = false,
    };

    private ByteString KeyOf(TallyKey key) => ProgramTallies.IdOf(
        Name.Program, key, decided.Order, decided.Record.Facts.Member?.Id);
}

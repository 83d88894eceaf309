using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>What the ledger books of a step of an order, and what has to be read for it. Pure.</summary>
/// <param name="history">The order so far.</param>
/// <param name="rules">The rule set that decided.</param>
/// <param name="record">The decision.</param>
/// <param name="step">The step.</param>
/// <param name="now">Alliance time.</param>
internal sealed class StepBundle(
    OrderHistory history, CompiledRuleSet rules, EvaluationRecord record, PlannedStep step, Timestamp now)
{
    private readonly byte[] digest = history.Now.Digest.ToByteArray();

    private OrderBack Back => step.Detail.Back;

    /// <summary>The coupons that the step is about.</summary>
    public IEnumerable<Guid> CouponIds() =>
    [
        .. step.Coupons.SelectMany(c => IdsOf(c.Award, c.Gives ? c.Quantity : AllOf(c.Award))),
        .. step.UsesBack.Select(u => IdOf(u.Name)),
    ];

    /// <summary>The coupons that the step makes.</summary>
    public IEnumerable<CouponRow> Made() => step.Coupons.Where(c => c.Gives).SelectMany(
        c => CouponLife.Given(history.Order, rules, record, digest, c.Award, c.Quantity, now));

    /// <summary>The levels that the step gives.</summary>
    public IEnumerable<TierGrantRow> Levels() => step.Levels.Where(l => l.Gives)
        .Select(l => GivenLevels.Of(history.Order, record, digest, l.Award, now));

    /// <summary>Coupons whose uses come back after they expired, with until when they live again.</summary>
    /// <param name="coupons">Those that there are.</param>
    public IEnumerable<(CouponRow Coupon, DateTimeOffset Until)> Restored(IEnumerable<CouponRow> coupons)
    {
        var back = step.UsesBack.Select(u => IdOf(u.Name)).ToHashSet();
        return coupons.Where(c => back.Contains(c.Id) && c.ExpireTime <= now.ToDateTimeOffset())
            .Select(c => (c, now.ToDateTimeOffset().AddDays(c.RestoreGraceDays)));
    }

    /// <summary>The tallies to read.</summary>
    /// <param name="coupons">Those that there are.</param>
    public IEnumerable<ByteString> Reads(IEnumerable<CouponRow> coupons) =>
    [
        .. step.Tallies.Where(t => t.Expected is not null).Select(KeyOf),
        .. coupons.Select(c => CouponTally.KeyOf(c.Id)),
        .. step.Levels.Where(l => !l.Gives).Select(l => LevelTally.KeyOf(IdOf(l))),
    ];

    /// <summary>The request, but for its detail; what becomes of coupons is written into the step.</summary>
    /// <param name="coupons">Those that there are.</param>
    /// <param name="read">The tallies that were read.</param>
    /// <param name="wallets">The member's wallets.</param>
    public PostBundleRequest Fill(
        IReadOnlyList<CouponRow> coupons, IReadOnlyDictionary<ByteString, long> read, IEnumerable<Wallet> wallets)
    {
        var closed = wallets.Where(w => w.State is WalletState.Closed or WalletState.Unlinked)
            .Select(w => w.Coin).ToHashSet(StringComparer.Ordinal);
        var request = new PostBundleRequest
        {
            // A step is taken once because it uses up its number; each attempt decides anew.
            RequestId = Guid.CreateVersion7().ToString("D"),
            Kind = JournalKind.Program,
            ExternalReference = history.Now.EventId,
            Consumes =
            {
                new Consumption
                {
                    Key = OrderKeys.StepOf(history.Order, history.Count),
                    RefusalReason = Refusal.NameOf(ErrorReason.Contended),
                },
            },
        };
        request.Commands.AddRange(step.Coins.Where(c => CoinOf(c) is not { } coin || !closed.Contains(coin)));
        step.Detail.CoinsLeft = request.Commands.Count < step.Coins.Count;
        request.Tallies.AddRange(step.Tallies.Where(t => t.Expected is not { } value || read[KeyOf(t)] == value)
            .Select(t => t.Expected is { } value
                ? new TallyChange { Tally = KeyOf(t), Set = t.Units, Expected = value }
                : new TallyChange { Tally = KeyOf(t), Add = t.Units }));
        var rows = coupons.ToDictionary(c => c.Id);
        request.Tallies.AddRange(step.Coupons.Where(c => c.Gives)
            .SelectMany(c => IdsOf(c.Award, c.Quantity)).Select(CouponMoves.Make));
        request.Tallies.AddRange(step.Coupons.Where(c => !c.Gives).SelectMany(c => Voided(c, rows, read)));
        request.Tallies.AddRange(step.UsesBack.SelectMany(u => GivenBack(u.Name, u.Times, rows, read)));
        request.Tallies.AddRange(step.Levels.Where(l => l.Gives).Select(l => LevelTally.Give(IdOf(l))));
        request.Tallies.AddRange(TakenBack(read));
        return request;
    }

    /// <summary>Takes back coupons beyond those that the member keeps: first those that were not used, the last
    /// first.</summary>
    private List<TallyChange> Voided(
        PlannedCoupons coupons, Dictionary<Guid, CouponRow> rows, IReadOnlyDictionary<ByteString, long> read)
    {
        var live = IdsOf(coupons.Award, AllOf(coupons.Award)).Where(rows.ContainsKey).Select(id => rows[id])
            .Select((row, number) => (Row: row, Number: number, Read: read[CouponTally.KeyOf(row.Id)]))
            .Select(c => (c.Row, c.Number, c.Read, Tally: new CouponTally(c.Row, c.Read)))
            .Where(c => c.Tally is { Exists: true, IsVoid: false }).ToList();
        var changes = new List<TallyChange>();
        foreach (var (row, _, value, tally) in live.OrderBy(c => c.Tally.Used).ThenByDescending(c => c.Number)
            .Take(Math.Max(0, live.Count - coupons.Quantity)))
        {
            Back.CouponsVoided.Add(row.Name);
            if (tally.Used > 0)
                Back.CouponsOwed.Add(row.Name);
            changes.Add(CouponMoves.Void(row, value));
        }
        return changes;
    }

    /// <summary>Takes back levels that count.</summary>
    private List<TallyChange> TakenBack(IReadOnlyDictionary<ByteString, long> read)
    {
        var ids = step.Levels.Where(l => !l.Gives).Select(IdOf)
            .Where(id => read[LevelTally.KeyOf(id)] == LevelTally.Given).ToList();
        Back.TierGrantsRevoked.AddRange(
            ids.Select(id => ResourceNames.TierGrant(history.Order.Program.ToString(), id)));
        return [.. ids.Select(LevelTally.TakeBack)];
    }

    private IEnumerable<TallyChange> GivenBack(
        string name, int times, Dictionary<Guid, CouponRow> rows, IReadOnlyDictionary<ByteString, long> read)
    {
        if (!rows.TryGetValue(IdOf(name), out var row))
            return [];
        var value = read[CouponTally.KeyOf(row.Id)];
        // What the brand took back meanwhile stays so.
        if (new CouponTally(row, value).IsVoid)
            return [];
        Back.CouponsGivenBack.Add(name);
        return [CouponMoves.GiveBack(row, times, value)];
    }

    private IEnumerable<Guid> IdsOf(int award, int quantity) =>
        Enumerable.Range(0, quantity).Select(number => CouponLife.IdOf(digest, award, number));

    private Guid IdOf(PlannedLevel level) => GivenLevels.IdOf(digest, level.Award);

    private int AllOf(int award) => record.Result.Awards[award].Coupons.Quantity;

    private static Guid IdOf(string coupon) =>
        ResourceNames.TryUuid(coupon, ResourceNames.Coupons, out var id) ? id : default;

    private ByteString KeyOf(PlannedTally tally) => ProgramTallies.IdOf(
        history.Order.Program, tally.Key, record.Order, record.Facts.Member?.Id);

    /// <summary>The coin of a command that is left out where the member's wallet is closed or unlinked: goods come back
    /// all the same. Null: it is never left out.</summary>
    private string? CoinOf(BatchItem command) => command.CommandCase switch
    {
        BatchItem.CommandOneofCase.Refund => record.Terms.Coins[0],
        BatchItem.CommandOneofCase.Clawback => command.Clawback.Amount.Coin,
        _ => null,
    };
}

using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>Makes random histories: few wallets, small amounts and near moments, so that much happens to the same
/// coins.</summary>
internal sealed partial class Histories(int seed)
{
    public static readonly string[] Members = ["ann", "bob", "cid"];

    private static readonly string[] Wallets =
        ["ann", "ann", "ann", "ann", "ann", "bob", "bob", "ann.birch", "ann.birch", "cid"];

    private static readonly CoinRule[] Rules =
    [
        new(), new(Days: 2), new(Days: 30, Grace: 3), new(Days: 30, Zone: "Asia/Shanghai"),
        new(Months: 1, Zone: "Europe/London"),
        new(Months: 2, Grace: 1), new(Dates: "1-31,3-31,6-30"), new(Dates: "2-28", Grace: 10, Zone: "America/New_York"),
        new(Days: 10, Notice: 5), new(Days: 30, Grace: 3, Notice: 30), new(Dates: "1-31,3-31", Notice: 10),
        new(Months: 1, Zone: "Asia/Shanghai", Notice: 90),
        new(Gifts: 1), new(Days: 10, Notice: 5, Gifts: 2), new(Activity: 20, Zone: "America/New_York", Gifts: 1),
        new(Activity: 20), new(Activity: 20, Grace: 2, Zone: "Asia/Shanghai"),
    ];

    private static readonly (string Op, int Weight)[] Ops =
    [
        ("earn", 26), ("redeem", 10), ("clawback", 8), ("refund", 10), ("reverse", 8), ("adjust", 5), ("gift", 5),
        ("hold", 9), ("capture", 11),
        ("release", 4), ("extendhold", 3), ("confirm", 6), ("freeze", 1), ("unfreeze", 2), ("closewallet", 1),
        ("expire", 4), ("exchange", 8), ("recordnotice", 5),
    ];

    private static readonly int Weights = Ops.Sum(o => o.Weight);
    private readonly Random random = new(seed);
    private readonly List<Step> steps = [];
    private ModelBooks model = new(new Dictionary<string, CoinRule>());

    /// <summary>Makes a history while it is told, so that what is to happen fits what has; the first difference, or
    /// null.</summary>
    public string? Tell(out History history, Action<Step, string>? cameTo = null)
    {
        var rules = new Dictionary<string, CoinRule> { ["aster"] = Pick(Rules), ["birch"] = Pick(Rules) };
        var telling = new Telling(rules) { CameTo = cameTo ?? ((_, _) => { }) };
        var happenings = new List<Happening>();
        history = new History(rules, happenings);
        model = telling.Model;
        for (var left = random.Next(20, 61); left > 0; left--)
        {
            happenings.Add(NextHappening());
            if (telling.Tell(happenings[^1]) is { } difference)
                return difference;
        }
        return telling.End();
    }

    private Happening NextHappening()
    {
        var chance = random.Next(100);
        if (chance < 22)
            return new TimeMoves(NextMove());
        if (chance < 24)
            return new StateIsSet(Pick(Wallets), random.Next(4) switch
            {
                0 => WalletState.Unlinked,
                1 when Happens(20) => WalletState.Closed,
                _ => WalletState.Active,
            });
        if (Happens(80))
        {
            var bundles = NextBundles();
            steps.AddRange(bundles.Steps.Where(s => !s.IsHead));
            return bundles;
        }
        var together = chance switch { < 29 => Together.Atomic, < 33 => Together.Dry, _ => Together.Each };
        var count = together == Together.Each && chance < 85 ? 1 : random.Next(2, 5);
        var made = new List<Step>();
        for (var i = 0; i < count; i++)
        {
            var step = NextStep();
            if (together == Together.Each || made.TrueForAll(s => s.Request != step.Request || s.By != step.By))
                made.Add(step);
        }
        steps.AddRange(made);
        return new Decided(together, made);
    }

    private TimeSpan NextMove() => random.Next(10) switch
    {
        0 => TimeSpan.FromSeconds(random.Next(1, 90)),
        1 or 2 => TimeSpan.FromMinutes(random.Next(1, 300)),
        3 or 4 => TimeSpan.FromHours(random.Next(1, 48)),
        5 or 6 => TimeSpan.FromDays(random.Next(1, 10)),
        7 => TimeSpan.FromDays(random.Next(10, 60)),
        8 => -TimeSpan.FromMinutes(random.Next(1, 3000)),
        _ => TimeSpan.FromDays(1),
    };

    private Step NextStep()
    {
        if (steps.Count > 0 && Happens(40))
            return Pick(steps) is var again && Happens(500) ? again : again with { NotAfter = null };
        if (steps.Count > 0 && Happens(20))
        {
            var other = Pick(steps) with { Units = random.Next(1, 50), By = Happens(300) ? "birch" : "aster" };
            return other.Pays ? AtRates(other) : other;
        }
        var step = new Step(
            NextOp(), $"r{steps.Count}-{random.Next(1000)}", Pick(Wallets), random.Next(1, Happens(200) ? 1000 : 60));
        if (!Happens(100) && !CanBe(step))
            step = step with { Op = "earn" };
        return WithGuards(Late(step.Op switch
        {
            "earn" => Earn(step),
            "redeem" => Spending(step),
            "clawback" => About(step, 500, "earn"),
            "refund" when Happens(300) && Captures().Any() => RefundCapture(step),
            "refund" =>
            About(step, 1000, "redeem", "capture", "exchange") with { Units = Happens(300) ? 0 : step.Units },
            "reverse" => About(step, 1000, "earn", "clawback", "adjust", "gift", "redeem", "capture", "exchange"),
            "adjust" => step with { Units = Happens(500) ? -step.Units : step.Units },
            "gift" => Spending(step) with { To = step.Wallet == "ann.birch" ? "bob.birch" : Pick(Members) },
            "hold" when Happens(400) => HoldForPayment(step),
            "capture" or "exchange" when Happens(500) && PaymentHolds().Any() => CapturePayment(step),
            "release" when Happens(400) && PaymentHolds().Any() => Release(step),
            "hold" => Spending(step) with { For = TimeSpan.FromMinutes(random.Next(1, Happens(300) ? 60 : 40_000)) },
            "capture" => About(step, 1000, "hold") with { Units = Happens(300) ? 0 : step.Units, Keep = Happens(500) },
            "release" => About(step, 1000, "hold") with { Units = Happens(400) ? 0 : step.Units },
            "extendhold" => About(step, 1000, "hold") with { For = TimeSpan.FromMinutes(random.Next(1, 20_000)) },
            "confirm" => About(step, 1000, "earn"),
            "exchange" => Exchange(Spending(step)),
            "recordnotice" => Notice(step),
            _ => step,
        }));
    }

    /// <summary>Now and then what takes coins is reported late, mostly not by much.</summary>
    private Step Late(Step step) =>
        step.Op is "redeem" or "clawback" or "adjust" or "refund" or "reverse" && Happens(150)
        ? step with { Effective = When.In(-TimeSpan.FromMinutes(random.Next(0, Happens(300) ? 140_000 : 8_000))) }
        : step;

    /// <summary>Mostly of an end that has still to be announced, sometimes of any.</summary>
    private Step Notice(Step step)
    {
        var waiting = model.Wallets.TryGetValue(step.Wallet, out var wallet)
            ? wallet.Coins.Where(c => c.Terms.Unannounced).ToList() : [];
        var coins = waiting.Count > 0 && Happens(900) ? Pick(waiting) : null;
        return step with
        {
            Ends = coins?.Terms.Expires is { } end ? new When(end, default) : When.In(TimeSpan.FromDays(10)),
            Told = Happens(700) ? null : When.In(-TimeSpan.FromMinutes(random.Next(-30, 11_000))),
            Units = coins is not null && Happens(700) ? coins.Units : step.Units,
        };
    }

    /// <summary>Whether there is anything for such a command to be about.</summary>
    private bool CanBe(Step step) => step.Op switch
    {
        "redeem" or "gift" or "hold" or "exchange" => Available(step) > 0,
        "refund" =>
        model.Journals.Values.Any(j => j.Kind is JournalKind.Redeem or JournalKind.Capture or JournalKind.Exchange),
        "capture" or "release" or "extendhold" => model.Journals.Values.Any(j => j.Kind == JournalKind.Hold),
        _ => model.Wallets.ContainsKey(step.Wallet),
    };

    private long Available(Step step) =>
        model.Wallets.TryGetValue(step.Wallet, out var wallet) ? wallet.Available(wallet.TimeAt(model.Clock), step.Only)
        : 0;

    /// <summary>Mostly what can be had, sometimes all of it, sometimes more.</summary>
    private Step Spending(Step step)
    {
        if (Happens(200))
            step = step with
            {
                Only = Happens(500) ? [(Provenance)random.Next(1, 4)]
                : [Provenance.Promotional, Provenance.Earned]
            };
        var available = Available(step);
        if (available > 0 && Happens(900))
            step = step with { Units = Happens(150) ? available : random.NextInt64(1, Math.Min(available, 300) + 1) };
        return step;
    }

    private Step Earn(Step step)
    {
        var units = step.Units;
        step = step with { Provenance = Happens(400) ? (Provenance)random.Next(1, 4) : null };
        step = About(step, model.Journals.Count > 4 ? 250 : 0, "redeem", "capture", "exchange") with { Units = units };
        if (Happens(250))
            step = step with { Pending = true };
        else if (Happens(250))
            step = step with { Available = When.In(TimeSpan.FromSeconds(random.Next(-100, 2_000_000))) };
        if (Happens(150))
            step = step with { Effective = When.In(-TimeSpan.FromMinutes(random.Next(0, 140_000))) };
        return Happens(3) ? step with { Units = 1L << 62 } : step;
    }

    private Step Exchange(Step step)
    {
        step = step with { Made = random.Next(1, 40), By = "birch", Cap = Happens(300) ? random.Next(20, 200) : 0 };
        if (Happens(150))
            step = step with { Uses = $"code{random.Next(5)}" };
        return With(Happens(100) ? step with { To = Pick(["ann.birch", "bob.birch"]) } : step);
    }

    /// <summary>The exchange sets aside what two of a member's wallets give.</summary>
    private Step HoldForPayment(Step step) =>
        AtRates(With(Exchange(Spending(step)) with { Pays = true, To = null })) with
        {
            For = TimeSpan.FromMinutes(random.Next(1, Happens(300) ? 60 : 40_000)),
        };

    /// <summary>Any board that leaves the alliance no less than its fee, and amounts that the model can tell coin by
    /// coin.</summary>
    private Step AtRates(Step hold)
    {
        const long Most = 10_000;
        hold = hold with
        {
            Units = Math.Min(hold.Units, Most),
            Also = [.. hold.Also.Select(a => (a.Wallet, Math.Min(a.Units, Most)))]
        };
        if (PaymentLeg.Of(hold).Find(l => !l.IsOwn) is not { } leg)
            return hold with { Made = 0 };
        var off = random.Next(1, 60) + (leg.Gives / leg.Paid);
        var on = random.NextInt64(1, Math.Max(1, off * leg.Paid / leg.Gives) + 1);
        return hold with { Off = off, On = on, Fee = random.NextInt64(0, (off * leg.Paid) - (on * leg.Gives) + 1) };
    }

    /// <summary>Now and then another of the member's wallets gives as well.</summary>
    private Step With(Step step)
    {
        step = step with { Only = [], Planned = Happens(300) };
        var other = step.Wallet == "ann.birch" ? "ann" : step.Wallet + ".birch";
        if (step.To is not null || Happens(300) || !(model.Wallets.ContainsKey(other) || Happens(50)))
            return step;
        var also = Spending(step with { Wallet = other, Units = random.Next(1, 60) });
        return step with { Also = [(other, also.Units)] };
    }

    private IEnumerable<ModelJournal> PaymentHolds() => model.Journals.Values.Where(j => j.Pays);

    private IEnumerable<ModelJournal> Captures() => model.Journals.Values.Where(j => j.IsCapture);

    /// <summary>Of what was set aside for a payment a part, all, or more than is left.</summary>
    private Step CapturePayment(Step step)
    {
        var hold = Newest(PaymentHolds().ToList());
        var left = hold.Legs.Sum(l => l.Gives) - hold.Undone;
        return step with
        {
            Op = "exchange",
            About = hold.Request,
            By = Happens(30) ? "cedar" : hold.By,
            Units = left > 0 && Happens(900) ? random.NextInt64(1, left + 1)
            : Math.Max(1, left) + random.Next(2),
            Keep = Happens(700),
            Before = Happens(50) ? random.Next(0, 60) : hold.Undone,
            Back = Happens(50) ? random.Next(0, 10)
            : hold.Refunded,
        };
    }

    /// <summary>A part of a captured payment, while the rest may still be held.</summary>
    private Step RefundCapture(Step step)
    {
        var capture = Newest(Captures().ToList());
        var left = capture.SumOf(AccountKind.Redeemed) - capture.Undone;
        return step with
        {
            About = capture.Request,
            By = capture.By,
            Units = left > 0 && Happens(900) ? random.NextInt64(1, left + 1) : Happens(500) ? 0 : left + 1,
        };
    }

    private Step Release(Step step)
    {
        var hold = Newest(PaymentHolds().ToList());
        return step with { About = hold.Request, By = Happens(50) ? "cedar" : hold.By, Units = Happens(50) ? 1 : 0 };
    }

    private ModelJournal Newest(List<ModelJournal> of) => of[Math.Max(random.Next(of.Count), random.Next(of.Count))];

    /// <summary>What modules send carries none: they alone post exchanges, and so they alone undo them.</summary>
    private Step WithGuards(Step step) =>
        step.Op is "exchange" or "expire" || step.Pays || IsAboutExchange(step) ? step : random.Next(60) switch
        {
            0 => step with { Min = random.Next(0, 60) },
            1 => step with { Max = random.Next(0, 200) },
            2 => step with
            {
                Version = Happens(600) && model.Wallets.TryGetValue(step.Wallet, out var wallet)
                ? wallet.Version : random.Next(0, 6)
            },
            3 => step with { NotAfter = When.In(TimeSpan.FromMinutes(random.Next(-30, 90))) },
            _ => step,
        };

    private bool IsAboutExchange(Step step) =>
        step.About is { } about && model.Journals.TryGetValue(about, out var journal)
        && journal.Kind == JournalKind.Exchange;

    /// <summary>Names a journal that it is about: mostly one of these kinds, sometimes any, sometimes none that there
    /// is.</summary>
    private Step About(Step step, int perMille, params string[] ops)
    {
        if (!Happens(perMille))
            return step;
        var any = Happens(50);
        var fitting = model.Journals.Values.Where(
            j => j.By != "ledger" && (any || ops.Contains(j.Kind.ToString().ToLowerInvariant()))).ToList();
        if (fitting.Count == 0 || Happens(20))
            return step with { About = "nothing" };
        var about = Newest(fitting);
        var most = about.Kind == JournalKind.Hold ? about.SumOf(AccountKind.Held)
            : Math.Max(about.SumOf(AccountKind.Redeemed), -about.SumOf(AccountKind.Issued)) - about.Undone;
        return step with
        {
            About = about.Request,
            Units = most > 0 && Happens(800) ? random.NextInt64(1, most + 1) : step.Units,
            Wallet = Happens(50) || step.Op == "earn" ? step.Wallet : about.Wallets().FirstOrDefault(step.Wallet),
        };
    }

    private string NextOp()
    {
        var at = random.Next(Weights);
        foreach (var (op, weight) in Ops)
            if ((at -= weight) < 0)
                return op;
        throw new InvalidOperationException();
    }

    private bool Happens(int perMille) => random.Next(1000) < perMille;

    private T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}

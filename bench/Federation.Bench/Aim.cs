namespace Federation.Bench;

/// <summary>Something that a figure is held against.</summary>
/// <param name="What">The figure.</param>
/// <param name="Found">What it is.</param>
/// <param name="Wanted">At least that, or (<paramref name="AtMost"/>) at most; null: it is only told.</param>
/// <param name="AtMost">Whether less is better.</param>
internal sealed record Aim(string What, double Found, double? Wanted, bool AtMost = false)
{
    private static readonly (string Path, double? Times, string Of)[] Ratios =
    [
        ("ledger_random", 10, "naive_random"), ("ledger_hot_wallet", 20, "naive_hot"),
        ("ledger_random", 4, "tpcb"), ("ledger_two_writers", 6, "tpcb"),
        // No slower, within what figures of one run differ by.
        ("ledger_hot_coin", 0.95, "ledger_random"), ("ledger_hot_wallet", 0.95, "ledger_random"),
        ("gateway_unary_random", 0.3, "gateway_echo"),
        ("gateway_batch_random", 3, "tpcb"), ("gateway_stream_random", 3, "tpcb"),
        ("sqlite_ledger", null, "sqlite_naive"),
        ("gateway_pay", 0.5, "gateway_pay_unary"),
        ("gateway_order_evaluate", 0.5, "gateway_order_echo"),
        ("gateway_order_place", 0.4, "gateway_order_earn"),
        ("gateway_order_place_hot", 0.7, "gateway_order_place"),
        ("gateway_event_report", 0.5, "gateway_order_earn"),
        ("gateway_reward_redeem", 0.4, "gateway_reward_earn"),
        ("gateway_reward_redeem_hot", 0.7, "gateway_reward_redeem"),
        (SweepPath.Announced, 0.8, SweepPath.Plain), (SweepPath.Backlog, 0.8, SweepPath.Plain),
        ("draw_close", null, "draw_hash"),
        ("rules_evaluate", 10, "rules_naive"),
    ];

    private static readonly (string Path, double PerSecond)[] Rates =
    [
        ("sqlite_ledger", 12_000), ("rules_simulate", 10_000),
        // A million tickets in 10 s, 100,000 reminders in 30 s.
        ("draw_close", 100_000), ("draw_close_gateway", 100_000), ("reminders", 100_000 / 30.0),
    ];

    private static readonly (string Path, double P99Ms)[] OpenLoops =
        [("gateway_half_peak", 25), ("gateway_pay_half_peak", 25), ("gateway_quote_half_peak", 5)];

    public bool? Met => Wanted is { } wanted ? (AtMost ? Found <= wanted : Found >= wanted) : null;

    public static IReadOnlyList<Aim> Of(Dictionary<string, Measurement> measured)
    {
        var aims = new List<Aim>();
        foreach (var (path, times, of) in Ratios)
            if (measured.TryGetValue(path, out var m) && measured.TryGetValue(of, out var other))
                aims.Add(new Aim($"{path} / {of}", Math.Round(m.PerSecond / other.PerSecond, 2), times));
        foreach (var (path, least) in Rates)
            if (measured.TryGetValue(path, out var rate))
                aims.Add(new Aim($"{path} per second", Math.Round(rate.PerSecond), least));
        foreach (var (path, most) in OpenLoops)
            if (measured.TryGetValue(path, out var open))
            {
                aims.Add(new Aim($"{path} p99 ms", Math.Round(open.P99Ms, 1), most, AtMost: true));
                aims.Add(
                    new Aim($"{path} not sent or failed", open.Missed!.Value + open.Failed!.Value, 0, AtMost: true));
            }
        foreach (var (path, most) in (
            (string, double)[])[("exchange_guard", 1000), ("exchange_guard_hard", 1000), ("exchange_plan", 5),
            ("rules_evaluate", 1)])
            if (measured.TryGetValue(path, out var pure))
                aims.Add(new Aim($"{path} p99 ms", Math.Round(pure.P99Ms, 1), most, AtMost: true));
        return aims;
    }

    public override string ToString() =>
        $"{What}: "
        + $"{Found:#,0.##}{(Wanted is { } wanted ? $" (aim: at {(AtMost ? "most" : "least")} {wanted:#,0.##})" : "")}"
        + (Met == false ? "  MISSED" : "");
}

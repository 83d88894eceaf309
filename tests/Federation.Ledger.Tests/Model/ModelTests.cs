using Federation.Testing;

namespace Federation.Ledger.Tests;

/// <summary>
/// Random histories of commands and time, told to the ledger's <see cref="Posting"/> and to a naive model: outcomes,
/// journals and wallets must be the same after each. FEDERATION_MODEL_HISTORIES is how many (10,000),
/// FEDERATION_MODEL_SEED the first's seed.
/// </summary>
public sealed class ModelTests
{
    [Fact]
    public void RandomHistories_ComeToWhatTheNaiveModelSays()
    {
        var (count, first) = (TestSettings.Number("FEDERATION_MODEL_HISTORIES", 10_000),
            TestSettings.Number("FEDERATION_MODEL_SEED", Environment.TickCount & 0xFFFFFF));
        for (var seed = first; seed < first + count; seed++)
        {
            History history;
            try
            {
                if (new Histories(seed).Tell(out history) is null)
                    continue;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"FEDERATION_MODEL_SEED={seed} FEDERATION_MODEL_HISTORIES=1 throws", e);
            }
            var shortened = history.Shortened();
            Assert.Fail(
                $"FEDERATION_MODEL_SEED={seed} FEDERATION_MODEL_HISTORIES=1, shortened to {shortened.Happenings.Count} "
                + $"of "
                + $"{history.Happenings.Count}:\n{shortened}\n=> {shortened.FirstDifference()}");
        }
    }

    /// <summary>What histories must come to, so that the comparison is one of everything.</summary>
    public static readonly string[] Outcomes =
    [
        "earn ok", "earn ALREADY_EXPIRED", "earn ALREADY_UNDONE", "earn JOURNAL_NOT_FOUND", "earn WALLET_CLOSED",
        "earn NOT_LINKED", "earn AMOUNT_OVERFLOW",
        "earn MAX_BALANCE_EXCEEDED", "earn FIELD_INVALID", "earn REQUEST_ID_REUSED", "earn again ok",
        "earn BATCH_ABORTED", "earn NOT_AFTER_PASSED", "earn again NOT_AFTER_PASSED",
        "redeem ok", "redeem INSUFFICIENT_COINS", "redeem WALLET_FROZEN", "redeem WALLET_NOT_FOUND",
        "redeem MIN_AVAILABLE_NOT_MET",
        "redeem VERSION_MISMATCH", "redeem EFFECTIVE_TIME_TOO_EARLY", "clawback EFFECTIVE_TIME_TOO_EARLY",
        "adjust EFFECTIVE_TIME_TOO_EARLY",
        "refund EFFECTIVE_TIME_TOO_EARLY", "reverse EFFECTIVE_TIME_TOO_EARLY", "redeem again ok",
        "redeem again INSUFFICIENT_COINS", "redeem BATCH_ABORTED",
        "clawback ok", "clawback ALREADY_UNDONE", "clawback REFUND_EXCEEDS_REST", "clawback JOURNAL_NOT_FOUND",
        "refund ok", "refund REFUND_EXCEEDS_REST", "refund ALREADY_UNDONE", "refund NOT_REFUNDABLE",
        "refund JOURNAL_NOT_FOUND", "refund CONTENDED",
        "reverse ok", "reverse ALREADY_SPENT", "reverse ALREADY_UNDONE", "reverse NOT_REVERSIBLE",
        "reverse JOURNAL_NOT_FOUND",
        "adjust ok", "adjust INSUFFICIENT_COINS", "gift ok", "gift INSUFFICIENT_COINS", "gift WALLET_NOT_FOUND",
        "gift WALLET_FROZEN",
        "hold ok", "hold INSUFFICIENT_COINS", "capture ok", "capture HOLD_EXPIRED",
        "capture HOLD_CLOSED", "capture HOLD_NOT_FOUND", "capture CAPTURE_EXCEEDS_HOLD",
        "release ok", "release HOLD_CLOSED", "release CAPTURE_EXCEEDS_HOLD",
        "extendhold ok", "extendhold HOLD_EXPIRED", "extendhold HOLD_CLOSED",
        "confirm ok", "confirm NOT_PENDING", "confirm ALREADY_UNDONE", "freeze ok", "unfreeze ok", "closewallet ok",
        "closewallet WALLET_NOT_EMPTY",
        "recordnotice ok", "recordnotice FIELD_INVALID", "recordnotice WALLET_NOT_FOUND", "recordnotice again ok",
        "expire ok", "expire INSUFFICIENT_COINS", "exchange ok", "exchange DAILY_CAP_EXCEEDED",
        "exchange PAY_CODE_USED", "exchange INSUFFICIENT_COINS",
        "hold CONTENDED", "hold DAILY_CAP_EXCEEDED", "hold PAY_CODE_USED", "exchange CONTENDED", "exchange again ok",
        "exchange HOLD_CLOSED",
        "exchange HOLD_EXPIRED", "exchange HOLD_NOT_FOUND", "exchange CAPTURE_EXCEEDS_HOLD", "release HOLD_NOT_FOUND",
        "program ok", "program again ok", "program CONTENDED", "program PAY_CODE_USED", "program INSUFFICIENT_COINS",
        "program again INSUFFICIENT_COINS", "program JOURNAL_NOT_FOUND", "program REQUEST_ID_REUSED",
        "program NOT_AFTER_PASSED", "reward ok", "reward CONTENDED", "earn CONTENDED",
        "earn PAY_CODE_USED", "earn INSUFFICIENT_COINS", "reverse BELONGS_TO_PROGRAM", "capture BELONGS_TO_PROGRAM",
        "refund BELONGS_TO_PROGRAM", "clawback BELONGS_TO_PROGRAM", "confirm BELONGS_TO_PROGRAM",
    ];

    [Fact]
    public void RandomHistories_ComeToEverything()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 1000; seed++)
            Assert.Null(new Histories(seed).Tell(out _, (step, outcome) =>
                seen[$"{step.Op} {outcome}"] = seen.GetValueOrDefault($"{step.Op} {outcome}") + 1));
        foreach (var (what, times) in seen.OrderBy(s => s.Key, StringComparer.Ordinal))
            TestContext.Current.SendDiagnosticMessage("{0}", $"{times} {what}");
        Assert.Empty(Outcomes.Except(seen.Keys));
    }
}

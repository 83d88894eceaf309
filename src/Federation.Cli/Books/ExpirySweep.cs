using System.Diagnostics;
using Federation.Client;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>Asks the ledger to sweep, again and again, until nothing that has expired is left in a wallet.</summary>
/// <param name="ledger">The books, as an alliance admin.</param>
/// <param name="maxWallets">At most so many wallets a call; the ledger's own default where 0.</param>
/// <param name="patience">How long calls may do nothing before the sweep is given up.</param>
internal sealed class ExpirySweep(LedgerService.LedgerServiceClient ledger, int maxWallets, TimeSpan patience)
{
    /// <summary>Another sweeper may be at work just now: it is left the time for a few wallets.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a sweep may stand still by default.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sweeps, and answers what all calls did together.</summary>
    /// <param name="step">Called after each call with what was done so far.</param>
    /// <param name="cancel">Stops between two calls, too.</param>
    /// <exception cref="StoppedException">It is not complete, and nothing happens any more.</exception>
    public async Task<SweepExpiriesResponse> CompleteAsync(Action<SweepExpiriesResponse> step, CancellationToken cancel)
    {
        var done = new SweepExpiriesResponse();
        var lastDeed = Stopwatch.GetTimestamp();
        while (true)
        {
            // Each call is a sweep of its own: what one left over is the next one's.
            var answer = await ledger.SweepExpiriesAsync(
                new SweepExpiriesRequest { RequestId = RequestIds.New(), MaxWallets = maxWallets },
                cancellationToken: cancel);
            done.ExpiredWallets += answer.ExpiredWallets;
            done.ReleasedHolds += answer.ReleasedHolds;
            done.Status = answer.Status;
            step(done);
            if (answer.Status.Complete)
                return done;
            if (answer.ExpiredWallets > 0 || answer.ReleasedHolds > 0)
            {
                lastDeed = Stopwatch.GetTimestamp();
                continue;
            }
            if (Stopwatch.GetElapsedTime(lastDeed) > patience)
                throw new StoppedException(
                    $"The sweep stands still: what expired at {Tables.Cell(answer.Status.OldestExpireTime)} is not "
                    + $"swept yet. " +
                    "Look at the ledger's log, then sweep again with 'books sweep'.");
            await Task.Delay(Pause, cancel);
        }
    }

    public static string Sentence(SweepExpiriesResponse done) =>
        $"swept {Tables.Cell(done.ExpiredWallets)} wallets, released {Tables.Cell(done.ReleasedHolds)} holds, as of " +
        Tables.Cell(done.Status.AsOfTime);
}

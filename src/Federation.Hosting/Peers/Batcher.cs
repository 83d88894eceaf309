namespace Federation.Hosting;

/// <summary>
/// Does together what is asked for at the same time. An idle one answers at once; while it is at work on as many
/// batches as it may, those who come wait and are the next one. There is no timer. Work begins after its caller asked,
/// so no answer is stale.
/// </summary>
/// <param name="answer">Answers all of the questions, in their order. It has a time limit of its own.</param>
/// <param name="most">How many questions are answered together at most.</param>
/// <param name="lanes">How many batches are under way at most.</param>
public sealed class Batcher<TAsk, TAnswer>(
    Func<IReadOnlyList<TAsk>, Task<IReadOnlyList<TAnswer>>> answer, int most = 500, int lanes = 2)
{
    private readonly Lock gate = new();
    private readonly Queue<(TAsk Ask, TaskCompletionSource<TAnswer> Answer)> waiting = new();
    private int working;

    /// <param name="ask">What is asked.</param>
    /// <param name="cancel">Ends the waiting of this caller, not the work, which others wait for too.</param>
    public Task<TAnswer> AskAsync(TAsk ask, CancellationToken cancel)
    {
        OpenTransaction.RequireNone("A batch");
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((ask, answer));
            if (working == lanes)
                return answer.Task.WaitAsync(cancel);
            working++;
        }
        // What the first caller carries with it (its trace, its identity) is not the others'.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(WorkAsync, CancellationToken.None);
        return answer.Task.WaitAsync(cancel);
    }

    private async Task WorkAsync()
    {
        while (Next() is { Count: > 0 } batch)
        {
            try
            {
                var answers = await answer(batch.ConvertAll(b => b.Ask));
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Answer.TrySetResult(answers[i]);
            }
            catch (Exception e)
            {
                // Each of them meets it, as if it had asked alone.
                foreach (var (_, answer) in batch)
                    answer.TrySetException(e);
            }
        }
    }

    /// <summary>Those who wait now; where nobody does, the lane is idle again.</summary>
    private List<(TAsk Ask, TaskCompletionSource<TAnswer> Answer)> Next()
    {
        lock (gate)
        {
            var batch = new List<(TAsk Ask, TaskCompletionSource<TAnswer> Answer)>(Math.Min(waiting.Count, most));
            while (batch.Count < most && waiting.TryDequeue(out var next))
                batch.Add(next);
            if (batch.Count == 0)
                working--;
            return batch;
        }
    }
}

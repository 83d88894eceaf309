using System.Diagnostics;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    /// <summary>The most commands of a stream that go to the writer together: no more than its queue has room
    /// for.</summary>
    private int MostTogether => Math.Clamp(
        (int)(options.Value.QueueCapacity / options.Value.Writers * options.Value.PrincipalShare), 1, IdsPerQuery);

    public override async Task StreamCommands(
        IAsyncStreamReader<StreamCommandsRequest> requestStream,
        IServerStreamWriter<StreamCommandsResponse> responseStream,
        ServerCallContext context)
    {
        var caller = Caller.Of(context);
        using var place = streams.Open(caller.Principal);
        var view = ViewFor(caller);
        var terms = new StreamTerms(
            options.Value.StreamUndecided, MostTogether,
            "The ledger is stopping; send what was not answered over another stream.");
        await answers.ServeAsync<StreamCommandsRequest, Answer, StreamCommandsResponse>(
            requestStream, responseStream, context, terms,
            (requests, stream) => HandOverAsync([.. requests.Select(HeadOf)], stream, context),
            answer => new()
            {
                RequestId = answer.RequestId,
                Result = ResultOf(answer.Outcome, view, context),
            });
    }

    private static CommandHead HeadOf(StreamCommandsRequest request) => Intake.HeadOf(request.Item ?? new BatchItem());

    /// <summary>Hands commands to the writer without waiting for what they come to. What has arrived together is looked
    /// up together.</summary>
    private async Task HandOverAsync(List<CommandHead> heads, AnswerStream<Answer> stream, ServerCallContext context)
    {
        Intake intake;
        try
        {
            intake = await intakes.ReadAsync(db, heads, Caller.Of(context), context);
        }
        catch (RefusalException e)
        {
            // The directory cannot be reached: each command gets that answer, and the stream goes on.
            heads.ForEach(
                h => stream.Answer(new(h.RequestId, new CommandOutcome.Refused(e.Refusal, Replayed: false))));
            return;
        }
        var taken = new List<(CommandHead Head, Command Command)>(heads.Count);
        foreach (var head in heads)
        {
            switch (intake.Admit(head))
            {
                case Admission.Admitted admitted:
                    taken.Add((head, await db.WithBalancesThenAsync(admitted.Command, context.CancellationToken)));
                    break;
                case Admission.Refused refused:
                    stream.Answer(
                        new(head.RequestId, new CommandOutcome.Refused(refused.Refusal, Replayed: false)));
                    break;
            }
        }
        // To each writer by itself, so that neither waits for the other's queue or commit.
        foreach (var part in taken.GroupBy(t => writer.ShareOf(t.Command)))
        {
            var submitted = await EnterAsync([.. part.Select(t => t.Command)], context.CancellationToken);
            stream.Join();
            _ = AnswerAsync([.. part.Select(t => t.Head)], submitted, stream, context);
        }
    }

    /// <summary>Puts commands into the writer's queue; where that is full, waits, and the stream is not read
    /// meanwhile.</summary>
    private async Task<Task<IReadOnlyList<CommandOutcome>>> EnterAsync(List<Command> commands, CancellationToken cancel)
    {
        while (true)
        {
            var submitted = writer.SubmitAsync(commands, atomic: false, cancel);
            // A full queue refuses at once.
            if (submitted.Exception?.InnerException
                is not RefusalException { Refusal: { Reason: ErrorReason.QueueFull } full })
                return submitted;
            await Task.Delay(full.RetryDelay ?? TimeSpan.FromMilliseconds(100), time, cancel);
        }
    }

    private async Task AnswerAsync(
        List<CommandHead> heads, Task<IReadOnlyList<CommandOutcome>> submitted, AnswerStream<Answer> stream,
        ServerCallContext context)
    {
        try
        {
            var outcomes = await DecidedAsync(submitted, heads.Count);
            for (var i = 0; i < heads.Count; i++)
                stream.Answer(new(heads[i].RequestId, outcomes[i].Refusal?.Reason == ErrorReason.Contended
                    ? await DecideAgainAsync(heads[i], outcomes[i], context) : outcomes[i]));
        }
        catch (Exception e)
        {
            stream.Fail(e);
        }
        finally
        {
            stream.Leave();
        }
    }

    /// <summary>What was submitted came to; a refusal of the whole is one of each.</summary>
    private static async Task<IReadOnlyList<CommandOutcome>> DecidedAsync(
        Task<IReadOnlyList<CommandOutcome>> submitted, int count)
    {
        try
        {
            return await submitted;
        }
        catch (RefusalException e)
        {
            return [.. Enumerable.Repeat(new CommandOutcome.Refused(e.Refusal, Replayed: false), count)];
        }
    }

    /// <summary>Looks a command up and decides it anew, on a context of its own: the stream's is the
    /// reader's.</summary>
    private async Task<CommandOutcome> DecideAgainAsync(
        CommandHead head, CommandOutcome outcome, ServerCallContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        for (var attempt = 1; attempt < ContendedAttempts
            && outcome.Refusal?.Reason == ErrorReason.Contended; attempt++)
        {
            outcome = (await intakes.ReadAsync(own, [head], Caller.Of(context), context)).Admit(head) switch
            {
                Admission.Admitted admitted => await DecideOnceAsync(own, admitted.Command, context.CancellationToken),
                Admission.Refused refused => new CommandOutcome.Refused(refused.Refusal, Replayed: false),
                _ => throw new UnreachableException(),
            };
        }
        return outcome;
    }

    private async Task<CommandOutcome> DecideOnceAsync(LedgerDb own, Command command, CancellationToken cancel)
    {
        var complete = await own.WithBalancesThenAsync(command, cancel);
        return (await DecidedAsync(writer.SubmitAsync([complete], atomic: false, cancel), 1))[0];
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<RevealDrawResponse> RevealDraw(RevealDrawRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var requestId = form.RequestId(request.RequestId);
        var name = OwnDraw(form, caller, request.Name);

        var now = await clock.NowAsync(cancel);
        var suspended = await SuspendedAsync(name.PartnerId, cancel);
        // A closed draw has its tickets for good, so the winners are computed before the transaction.
        var before = await GetAsync(name, cancel);
        var winners = RevealRefusal(before, caller, request.PublicValue) is null
            ? await WinnersAsync(before, request.PublicValue, cancel)
            : null;
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var row = await GetAsync(name, cancel);
            if ((suspended ?? RevealRefusal(row, caller, request.PublicValue)) is { } refusal)
                throw new RefusalException(refusal);
            if (winners is null)
                throw Moved(name);
            var (proposer, value) = (row.Proposer, row.PublicValue);
            Offer(row, now);
            var taken = await Named(name)
                .Where(d => d.State == DrawState.Closed && d.Proposer == proposer && d.PublicValue == value)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(d => d.State, DrawState.Drawn).SetProperty(d => d.DrawnTime, now)
                        .SetProperty(d => d.Winners, winners).SetProperty(d => d.Rounds, row.Rounds)
                        .SetProperty(d => d.ClaimEndTime, row.ClaimEndTime),
                    cancel);
            if (taken == 0)
                throw Moved(name);
            await db.AddRoundAsync(name, 1, now, cancel);
            (row.State, row.DrawnTime, row.Winners) = (DrawState.Drawn, now, winners);
            return new RevealDrawResponse { Draw = ToMessage(row, row.Tickets, now, caller) };
        }, cancel);
    }

    /// <summary>Begins the first round, where prizes are claimed.</summary>
    private static void Offer(DrawRow row, DateTimeOffset now)
    {
        if (row.ReadTerms().ClaimDays is not (> 0 and var days))
            return;
        var first = new ClaimRound { StartTime = now.ToTimestamp(), EndTime = now.AddDays(days).ToTimestamp() };
        (row.ClaimEndTime, row.Rounds) = (now.AddDays(days), DrawRow.Kept([first]));
    }

    private static Refusal? RevealRefusal(DrawRow row, Caller caller, string publicValue)
    {
        if (IsOver(row))
            return TooLate(row).Refusal;
        if (row.State != DrawState.Closed || row.Proposer is null)
            return TooEarly(row, "one person proposes its public value, then another one reveals it").Refusal;
        if (caller.SamePerson(row.Proposer, $"the public value of {row.Name}") is { } samePerson)
            return samePerson;
        return row.PublicValue == publicValue ? null : new Refusal(
            ErrorReason.DrawValueDiffers,
            $"This is not the public value that {row.Proposer} gave for {row.Name}; compare it with its source.");
    }

    private async Task<byte[]> WinnersAsync(DrawRow row, string publicValue, CancellationToken cancel)
    {
        var terms = row.ReadTerms();
        var all = await tickets.AllAsync(row, cancel);
        var seed = DrawSeeds.SeedOf(row.Name.ToString(), seal.Open(row), row.Root, row.Tickets, publicValue);
        return DrawOutcome.Of(seed, all, terms.WinsPerHolder, DrawForm.PrizesOf(terms));
    }

    private static RefusalException Moved(DrawId draw) => new(new Refusal(
        ErrorReason.Contended, $"The public value of {draw} was proposed anew at the same time; read it again."));
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rewards.Internal.V1;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace Federation.Programs;

/// <summary>Tickets of draws that orders and events give in their own bundle. The rewards keep the draws: they say what
/// a bundle must contain, or why a draw takes no tickets, which is no reason to refuse the order.</summary>
/// <param name="rewards">The rewards; null where there are none, and so no draws.</param>
internal sealed class OrderTickets(TicketIssueService.TicketIssueServiceClient? rewards)
{
    /// <summary>Prepares what a decision gives, or a step gives or takes back.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="record">The decision.</param>
    /// <param name="digest">Of its record.</param>
    /// <param name="planned">What is given, or taken back.</param>
    /// <param name="step">The number of the order's step; 0 for an event.</param>
    /// <param name="given">What became of the awards; what is given now is added.</param>
    /// <param name="back">What came back; what is taken back now is added. Null where nothing can be.</param>
    /// <param name="options">For whom.</param>
    /// <returns>What the bundle must contain besides.</returns>
    public async Task<PreparedTickets> PrepareAsync(
        ProgramId program, EvaluationRecord record, ReadOnlyMemory<byte> digest,
        IReadOnlyList<PlannedTickets> planned, int step, RepeatedField<TicketGrant> given, OrderBack? back,
        Func<CallOptions> options)
    {
        if (planned.Count == 0)
            return PreparedTickets.None;
        var member = record.Order?.Member ?? record.Event.Member;
        return planned[0].Gives
            ? await GiveAsync(program, member, record, digest, planned, step, given, options)
            : await TakeBackAsync(program, member, digest, planned, step, given, back!, options);
    }

    private async Task<PreparedTickets> GiveAsync(
        ProgramId program, string member, EvaluationRecord record, ReadOnlyMemory<byte> digest,
        IReadOnlyList<PlannedTickets> planned, int step, RepeatedField<TicketGrant> given, Func<CallOptions> options)
    {
        var request = new PrepareTicketsRequest
        {
            Partner = ResourceNames.Partner(program.PartnerId),
            Member = member,
        };
        request.Entries.AddRange(planned.Select(p => new TicketEntry
        {
            Entry = TicketPlans.EntryOf(digest.Span, p, step).ToString("D"),
            Draw = record.Result.Awards[p.Award].Tickets.Draw,
            Tickets = p.Tickets,
        }));
        var response = rewards is null ? null : await rewards.PrepareTicketsAsync(request, options());
        for (var i = 0; i < planned.Count; i++)
        {
            var refusal = response?.Refusals[i] ?? Refusal.NameOf(ErrorReason.DrawNotFound);
            var isGiven = refusal.Length == 0;
            given.Add(new TicketGrant
            {
                Place = planned[i].Award,
                Draw = ResourceNames.Draw(program.PartnerId, request.Entries[i].Draw),
                Tickets = isGiven ? planned[i].Tickets : 0,
                NotGiven = refusal,
                Entry = isGiven ? request.Entries[i].Entry : "",
            });
        }
        return response is null ? PreparedTickets.None : new PreparedTickets(response.Changes, response.Consumes);
    }

    private async Task<PreparedTickets> TakeBackAsync(
        ProgramId program, string member, ReadOnlyMemory<byte> digest, IReadOnlyList<PlannedTickets> planned,
        int step, RepeatedField<TicketGrant> given, OrderBack back, Func<CallOptions> options)
    {
        var grants = planned.Select(p => given.First(g => g.Place == p.Award)).ToList();
        var request = new PrepareTicketsBackRequest
        {
            Partner = ResourceNames.Partner(program.PartnerId),
            Member = member,
        };
        request.Entries.AddRange(planned.Zip(grants, (p, grant) => new TicketEntry
        {
            Entry = TicketPlans.EntryOf(digest.Span, p, step).ToString("D"),
            Draw = ResourceNames.LastPart(grant.Draw),
            Tickets = p.Tickets,
            Of = grant.Entry,
        }));
        var response = rewards is null
            ? throw new InvalidOperationException($"{program} has given tickets, and there are no rewards.")
            : await rewards.PrepareTicketsBackAsync(request, options());
        foreach (var ((tickets, grant), stays) in planned.Zip(grants).Zip(response.Stay))
            TicketPlans.Add(
                stays ? back.TicketsOwed : back.TicketsVoided, grant.Place, grant.Draw, tickets.Tickets);
        return new PreparedTickets(response.Changes, response.Consumes);
    }
}

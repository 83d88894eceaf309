using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

internal sealed partial class EventService
{
    private const int MostEvents = 100;

    // Each has a connection for a moment; others want some, too.
    private const int EventsAtOnce = 16;

    public override async Task<BatchReportEventsResponse> BatchReportEvents(
        BatchReportEventsRequest request, ServerCallContext context)
    {
        Caller.Of(context).RequirePartner();
        var form = new Form();
        form.Check(request.Events.Count is >= 1 and <= MostEvents, "events", $"must be 1 to {MostEvents}");
        form.Done();
        using var turns = new OrderTurns(EventsAtOnce);
        var results = await Task.WhenAll(request.Events.Select(e => turns.TakeAsync(
            e.Event?.Member ?? "", () => ReportOneAsync(e, context), context.CancellationToken)));
        var response = new BatchReportEventsResponse();
        response.Results.AddRange(results);
        return response;
    }

    /// <summary>Reports an event as if it came alone, in a scope of its own.</summary>
    private async Task<ReportedEventResult> ReportOneAsync(ReportEventRequest request, ServerCallContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        var alone = ActivatorUtilities.CreateInstance<EventService>(scope.ServiceProvider);
        try
        {
            return new ReportedEventResult { Reported = await alone.ReportEvent(request, context) };
        }
        catch (RefusalException e)
        {
            return new ReportedEventResult { Refusal = e.Refusal.ToStatus() };
        }
        catch (RpcException e) when (Refusal.From(e) is { } refusal)
        {
            return new ReportedEventResult { Refusal = refusal.ToStatus() };
        }
    }
}

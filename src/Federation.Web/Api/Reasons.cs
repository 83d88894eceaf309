using Federation.Ledger.V1;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Web;

/// <summary>Why coins were given: what programmes decided of a member's orders.</summary>
internal static class Reasons
{
    private const string Part = "/evaluations/";

    /// <summary>The most that is asked for at once.</summary>
    private const int Most = 100;

    /// <summary>The decisions that activities are a part of, by name. What cannot be read is left out: a page says less
    /// then.</summary>
    public static Task<IReadOnlyDictionary<string, Evaluation>> OfAsync(
        Alliance alliance, IEnumerable<Activity> activities) => OfAsync(alliance, activities.Select(a => a.Evaluation));

    /// <summary>Decisions by name. What cannot be read is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, Evaluation>> OfAsync(
        Alliance alliance, IEnumerable<string> evaluations)
    {
        var found = new Dictionary<string, Evaluation>(StringComparer.Ordinal);
        foreach (var program in evaluations.Where(n => n.Contains(Part)).Distinct()
            .GroupBy(n => n[..n.IndexOf(Part, StringComparison.Ordinal)]))
            try
            {
                var request = new BatchGetEvaluationsRequest { Program = program.Key };
                request.Names.Add(program.Take(Most));
                var answer = await alliance.Client.Checkout.BatchGetEvaluationsAsync(
                    request, cancellationToken: alliance.Cancel);
                foreach (var one in answer.Evaluations)
                    found[ResourceNames.Evaluation(program.Key, one.Digest.Span)] = one.Record.Result;
            }
            catch (RpcException e) when (e.StatusCode is not StatusCode.Unauthenticated)
            {
                // The reason is not what the page is for.
            }
        return found;
    }

    /// <summary>What the journals of a list have besides, for one journal: the list alone says which decision it is a
    /// part of.</summary>
    public static async Task<Activity?> OfAsync(Alliance alliance, Journal journal)
    {
        var request = new ListActivityRequest
        {
            Member = ResourceNames.Me,
            StartTime = journal.CreateTime,
            EndTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                journal.CreateTime.ToDateTimeOffset().AddMilliseconds(1)),
            PageSize = 1000,
        };
        var listed = await alliance.Client.Ledger.ListActivityAsync(request, cancellationToken: alliance.Cancel);
        return listed.Activities.FirstOrDefault(a => a.Journal.Name == journal.Name);
    }
}

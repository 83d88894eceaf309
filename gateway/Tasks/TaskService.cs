using Federation.Gateway.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Gateway;

/// <summary>What waits for somebody's decision.</summary>
internal sealed class TaskService(ModuleChannels channels, TimeProvider time) : V1.TaskService.TaskServiceBase
{
    public override async Task<ListTasksResponse> ListTasks(ListTasksRequest request, ServerCallContext context)
    {
        var authorization = context.GetHttpContext().Request.Headers.Authorization.ToString();
        var questions = new ModuleQuestions(channels, Caller.Of(context), authorization, time);
        var answers = await Task.WhenAll(WaitingLists.Of(questions)
            .Select(async list => (list.Module, Tasks: await AskAsync(list.Ask, context.CancellationToken))));
        return new ListTasksResponse
        {
            Tasks = { answers.SelectMany(a => a.Tasks ?? []).OrderBy(t => t.AskTime?.ToDateTimeOffset()) },
            Unanswered =
            {
                answers.Where(a => a.Tasks is null).Select(a => a.Module).Distinct().Order(StringComparer.Ordinal),
            },
        };
    }

    /// <summary>What waits there; null where nobody answered.</summary>
    private static async Task<IReadOnlyList<WaitingTask>?> AskAsync(
        Func<CancellationToken, Task<IReadOnlyList<WaitingTask>>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask(cancel);
        }
        catch (RpcException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}

using Federation.Gateway.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>A board waits, and the programs do not answer.</summary>
internal sealed class ScriptedTasks(ScriptedAnswers directory) : TaskService.TaskServiceBase
{
    public override Task<ListTasksResponse> ListTasks(ListTasksRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new ListTasksResponse
        {
            Tasks =
            {
                new WaitingTask
                {
                    Kind = TaskKind.Board,
                    Name = "boards/7",
                    Asker = "admins/ada",
                    AskTime = new DateTimeOffset(2011, 12, 9, 8, 30, 0, TimeSpan.Zero).ToTimestamp(),
                    MayDecide = true,
                },
            },
            Unanswered = { "programs" },
        });
}

using System.CommandLine;
using Federation.Gateway.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation tasks</c>: what waits for a decision.</summary>
internal static class TasksCommand
{
    public static Command Build(Globals globals)
    {
        var command = new ExampleCommand(
            "tasks", "What waits for a decision of yours or of your colleagues, in all modules.", "tasks",
            "tasks --as approver");
        globals.Run(command, "admin", async (session, _, cancel) =>
        {
            var response = await session.Client.Tasks.ListTasksAsync(
                new ListTasksRequest(), cancellationToken: cancel);
            var table = Tables.Of("kind", "name", "asked by", "at", "you may decide");
            foreach (var task in response.Tasks)
                table.Row(task.Kind, task.Name, task.Asker, task.AskTime, task.MayDecide);
            if (response.Unanswered.Count > 0)
                table.Caption(new TableTitle(
                    $"Not answering, so something may wait there, too: {string.Join(", ", response.Unanswered)}."));
            return session.Show(response, table);
        });
        return command;
    }
}

using System.CommandLine;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary><c>federation clock</c>: alliance time.</summary>
internal static class ClockCommand
{
    public static Command Build(Globals globals) =>
        new ExampleCommand("clock", "Alliance time: what is written in the books.")
    {
        Show(globals), Advance(globals),
    };

    private static ExampleCommand Show(Globals globals)
    {
        var command = new ExampleCommand("show", "Shows alliance time.", "clock show");
        globals.Run(command, "admin", async (session, _, cancel) =>
        {
            var response = await session.Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: cancel);
            return session.Show(response, TableOf(response.Clock));
        });
        return command;
    }

    private static ExampleCommand Advance(Globals globals)
    {
        var by = new Argument<string>(
            "by")
        { Description = "How far: 1d, 12h, 30m, 10s; or to which day or moment (UTC)." };
        var command = new ExampleCommand(
            "advance", "Moves a sandbox's clock forward.", "clock advance 1d", "clock advance 2012-01-01") { by };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var clock =
                (await session.Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: cancel)).Clock;
            var response = await session.Client.Clock.AdvanceClockAsync(new AdvanceClockRequest
            {
                RequestId = session.RequestId,
                Now = Timestamp.FromDateTimeOffset(Moments.After(clock.Now.ToDateTimeOffset(), parse.GetValue(by)!)),
            }, cancellationToken: cancel);
            return session.Show(response, TableOf(response.Clock));
        });
        return command;
    }

    private static Spectre.Console.Table TableOf(Clock clock) =>
        Tables.Of("alliance time (UTC)", "moved by")
        .Row(clock.Now, clock.Sandbox ? "an admin (sandbox)" : "the system");
}

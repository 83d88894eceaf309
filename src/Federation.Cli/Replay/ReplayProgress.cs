using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Shows how far a replay is: a bar on a terminal, a line every few percent elsewhere. Always on standard
/// error.</summary>
internal sealed class ReplayProgress(int rows, int doneBefore)
{
    private const int PercentPerLine = 5;
    private readonly long start = Stopwatch.GetTimestamp();
    private int doneHere;
    private int linesPrinted;

    /// <summary>Does the work, which calls back after each row with the row's day.</summary>
    public async Task RunAsync(Func<Action<DateOnly>, Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Interactive)
        {
            await work(PrintLine);
            return;
        }
        await console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("replay", maxValue: rows);
                bar.Value = doneBefore;
                await work(day =>
                {
                    bar.Value = doneBefore + Interlocked.Increment(ref doneHere);
                    bar.Description = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                });
                bar.Value = rows;
            });
    }

    private void PrintLine(DateOnly day)
    {
        var here = Interlocked.Increment(ref doneHere);
        var now = doneBefore + here;
        var lines = (int)((long)now * (100 / PercentPerLine) / rows);
        var printed = Volatile.Read(ref linesPrinted);
        if (lines <= printed || Interlocked.CompareExchange(ref linesPrinted, lines, printed) != printed)
            return;
        var perSecond = here / Math.Max(0.001, Stopwatch.GetElapsedTime(start).TotalSeconds);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{lines * PercentPerLine,3} %  {now:#,0} of {rows:#,0} rows, alliance day {day:yyyy-MM-dd}, "
            + $"{perSecond:#,0} rows/s"));
    }
}

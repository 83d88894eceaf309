using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Federation.Testing;

/// <summary>The errors that the hosts of a test logged. A test takes out those that it provoked; a fixture asserts at
/// its end that there were no others.</summary>
public sealed partial class LoggedErrors
{
    private readonly Lock alone = new();
    private readonly List<(EventId Event, string Line)> errors = [];
    private readonly HashSet<string> allowed = [];

    /// <summary>What was logged and not taken out, oldest first.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (alone)
                return [.. errors.Select(e => e.Line)];
        }
    }

    /// <summary>Takes out the errors of an event that the test has provoked.</summary>
    /// <returns>Their lines, one at least.</returns>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public IReadOnlyList<string> Expect(string eventName) => Take(e => e.Name == eventName, eventName);

    /// <summary>The same by the event's number, which is all that another process's log shows.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public IReadOnlyList<string> Expect(int number) =>
        Take(e => e.Id == number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Keeps no error of an event that what is tested may provoke or not, by chance.</summary>
    /// <param name="source">As another process's log shows it: <c>Category[number]</c>.</param>
    public void Allow(string source)
    {
        lock (alone)
            allowed.Add(source);
    }

    /// <exception cref="InvalidOperationException">There are errors that no test has taken out.</exception>
    public void AssertNone()
    {
        if (All is { Count: > 0 } left)
            throw new InvalidOperationException(
                "Errors were logged that the test did not expect:\n" + string.Join('\n', left));
    }

    /// <summary>Keeps an error that was logged in this process.</summary>
    public void Keep(string category, EventId logged, string line)
    {
        lock (alone)
            errors.Add((logged, $"{category}[{logged.Id} {logged.Name}] {line}"));
    }

    /// <summary>Keeps a line of another process's log if it is an error.</summary>
    public void KeepLine(string line)
    {
        if (ErrorLine().Match(line) is not { Success: true } error)
            return;
        lock (alone)
            if (!allowed.Contains(error.Groups["source"].Value))
                errors.Add((new EventId(int.Parse(error.Groups["id"].Value, CultureInfo.InvariantCulture)), line));
    }

    private List<string> Take(Predicate<EventId> isMeant, string what)
    {
        lock (alone)
        {
            var meant = errors.Where(e => isMeant(e.Event)).Select(e => e.Line).ToList();
            if (meant.Count == 0)
                throw new InvalidOperationException(
                    $"No error {what} was logged, but these:\n" + string.Join('\n', errors.Select(e => e.Line)));
            errors.RemoveAll(e => isMeant(e.Event));
            return meant;
        }
    }

    [GeneratedRegex(@"^(?:\S+ )?(?:fail|crit): (?<source>\S+\[(?<id>-?\d+)\])")]
    private static partial Regex ErrorLine();
}

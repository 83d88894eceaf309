using System.CommandLine;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>The ledger's check of its books, step by step.</summary>
internal static class CheckStream
{
    public static Option<long> FromGroup() =>
        Group("--from-group", "The first group to check: what only the whole tells is not checked then.");

    public static Option<long> ToGroup() => Group("--to-group", "The last group to check. Default: the newest.");

    /// <exception cref="StoppedException">The stream ended before the result.</exception>
    public static async Task<CheckBooksResponse> RunAsync(
        Session session, long first, long last, CancellationToken cancel)
    {
        var request = new StreamCheckBooksRequest { Check = RequestOf(first, last) };
        return await Live.ShowAsync(session, "checking the books", async say =>
        {
            using var call = session.Client.Ledger.StreamCheckBooks(request, cancellationToken: cancel);
            await foreach (var message in call.ResponseStream.ReadAllAsync(cancel))
                switch (message.EventCase)
                {
                    case StreamCheckBooksResponse.EventOneofCase.Step:
                        say(Sentence(message.Step));
                        break;
                    case StreamCheckBooksResponse.EventOneofCase.Result:
                        return message.Result;
                    default:
                        // A newer ledger may tell more than this version knows.
                        break;
                }
            throw new StoppedException("The check ended without a result. Check again.");
        });
    }

    public static CheckBooksRequest RequestOf(long first, long last) => last > 0 && first > last
        ? throw new BadInputException("--from-group is after --to-group.")
        : new CheckBooksRequest { FirstGroupNumber = first, LastGroupNumber = last };

    public static string Sentence(CheckBooksStep step) =>
        $"{step.Number} of {step.Count}: {step.Name}"
        + (step.Discrepancies > 0 ? $" ({Tables.Cell(step.Discrepancies)} differences so far)" : "");

    private static Option<long> Group(string name, string description)
    {
        var option = new Option<long>(name) { Description = description, HelpName = "NUMBER" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<long>() < 1)
                result.AddError($"{name} must be 1 or more.");
        });
        return option;
    }
}

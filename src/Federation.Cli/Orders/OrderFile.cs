using System.CommandLine;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>An order as a file that people write: protobuf's JSON of <see cref="Order"/>.</summary>
internal static class OrderFile
{
    private const string StandardInput = "-";

    public static Argument<string> Argument() => new("file")
    {
        Description = "The order as JSON, as PlaceOrder takes it; - is standard input. Its member may be the brand's "
            + "own number. Without an orderTime it is placed now.",
    };

    /// <summary>The order, with the member's name and a time.</summary>
    /// <exception cref="BadInputException">It cannot be read, or is no order.</exception>
    public static async Task<Order> ReadAsync(Session session, string path, CancellationToken cancel)
    {
        var order = path == StandardInput
            ? Parse(await session.Input.ReadToEndAsync(CancellationToken.None).WaitAsync(cancel), "standard input")
            : Parse(TextFile.Read(path), path);
        if (order.Member.Length > 0)
            order.Member = await MemberArguments.ResolveAsync(session.Client, order.Member, cancel);
        order.OrderTime ??=
            (await session.Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: cancel)).Clock.Now;
        return order;
    }

    private static Order Parse(string text, string name)
    {
        try
        {
            return JsonParser.Default.Parse<Order>(text);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new BadInputException($"{name} is not the JSON of an order: {e.Message}");
        }
    }
}

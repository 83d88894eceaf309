using Federation.Ledger.V1;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>Commands of the ledger as lines of JSON: one <c>BatchItem</c> each, with a <c>request_id</c> of its
/// own.</summary>
internal static class CommandLines
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    /// <summary>The <c>request_id</c> of a command.</summary>
    public static string IdOf(BatchItem item)
    {
        var command = BatchItem.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(item);
        var request = (IMessage)command.Accessor.GetValue(item);
        return (string)request.Descriptor.FindFieldByName("request_id").Accessor.GetValue(request);
    }

    /// <summary>The command of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="where">What problems begin with.</param>
    /// <exception cref="BadInputException">It is not right.</exception>
    public static BatchItem Parse(string line, string where)
    {
        BatchItem item;
        try
        {
            item = Parser.Parse<BatchItem>(line);
        }
        catch (Exception e) when (
            e is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException)
        {
            throw new BadInputException($"{where} is not a command: {e.Message}");
        }
        if (item.CommandCase == BatchItem.CommandOneofCase.None)
            throw new BadInputException($"{where} names no command, for instance {{\"earn\": {{...}}}}.");
        // Without an id of its own, a command that is sent again would be another command.
        return Uuids.TryParse(IdOf(item), out _)
            ? item
            : throw new BadInputException($"{where} has no request_id that is a UUID.");
    }
}

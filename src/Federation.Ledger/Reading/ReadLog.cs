using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxGroups = 1000;

    public override async Task<ReadLogResponse> ReadLog(ReadLogRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(request.AfterGroupNumber >= 0, "after_group_number", "must not be negative");
        form.Check(request.Limit is >= 1 and <= MaxGroups, "limit", $"must be 1 to {MaxGroups}");
        form.Done();
        RequireFollower(context);
        var cancel = context.CancellationToken;
        var (groups, more) = await db.GroupsAfterAsync(request.AfterGroupNumber, request.Limit, cancel);
        var response = new ReadLogResponse
        {
            LastGroupNumber = groups.Count == 0 ? request.AfterGroupNumber : groups[^1].Number,
            More = more,
        };
        await foreach (var logged in db.JournalsOfAsync(groups, request.Kinds, request.EntryKinds, cancel))
            response.Journals.Add(ToMessage(logged));
        return response;
    }

    private static void RequireFollower(ServerCallContext context)
    {
        var module = Caller.Of(context).Module;
        if (!ModuleAccounts.MayFollow(module))
            throw new RefusalException(ModuleAccounts.NotAllowed(module, "follow the books"));
    }

    private static LoggedJournal ToMessage(LoggedRecord logged)
    {
        var message = new LoggedJournal
        {
            Journal = logged.Journal.ToJournal(JournalNames.InternalName),
            CorrectedKind = logged.CorrectedKind ?? default,
            CorrectedTime = logged.CorrectedTime?.ToTimestamp(),
        };
        message.LotCodes.AddRange(logged.Journal.Entries.Select(e => e.Lot?.Code ?? 0));
        return message;
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetHoldResponse> GetHold(GetHoldRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var caller = Caller.Of(context);
        var form = new Form();
        var id = form.Journal(request.Name, "name", ResourceNames.Holds);
        form.Done();
        HoldRead? hold;
        await using (var snapshot = await db.BeginSnapshotAsync(cancel))
        {
            var now = (await db.ReadClockAsync(time, cancel)).AllianceTime;
            hold = (await db.ReadHoldsAsync([id], null, now, cancel)).SingleOrDefault();
        }
        if (hold is { Journal.Detail: null })
        {
            var directorySnapshot =
                await directory.WithAsync(s => hold.Journal.Coins().All(s.Coins.ContainsKey), cancel);
            var memberName = MemberNamesFor(caller);
            if (JournalAccess.MaySee(caller, directorySnapshot, hold.Journal))
                return new GetHoldResponse { Hold = hold.ToHold(WalletNameOf(hold, memberName), memberName) };
        }
        throw new RefusalException(Refusal.NotFound(ErrorReason.HoldNotFound, request.Name));
    }

    private static string WalletNameOf(HoldRead hold, Func<Guid, string> memberName) => hold.Journal.Entries
        .Select(e => e is { Kind: AccountKind.Held, MemberId: { } member }
            ? ResourceNames.Wallet(memberName(member), e.Asset) : null)
        .OfType<string>().First();
}

using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<ConvertResponse> Convert(ConvertRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.RequestId(request.RequestId);
        var (plan, _) = await PlanConversionAsync(form, request, context);
        var posted =
            await posting.PostAsync(plan.ToPost(request, Fingerprint.Of(context.Method, request)), context.Onward());
        var exchange = Answers.Of(posted.Journal, request.Member);
        exchange.UndoUntilTime = (await UndoUntilAsync(posted.Journal, context.CancellationToken)).ToTimestamp();
        return new ConvertResponse
        {
            Exchange = exchange,
            Replayed = posted.Replayed,
            UndoUntilTime = exchange.UndoUntilTime
        };
    }

    /// <summary>What a conversion is to book now, or why it is refused. The form may have been begun.</summary>
    private async Task<(ExchangePlan Plan, DateTimeOffset Now)> PlanConversionAsync(
        Form form, ConvertRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (caller.Member is null)
            caller.RequirePartner();
        var (source, target) = ConvertForm(form, request);
        var cancel = context.CancellationToken;
        var snapshot = await directory.WithAsync(d => d.IsAtWork(source) && d.IsAtWork(target), cancel);
        RequireOwner(caller, request, snapshot, source, target);

        var consent = SpendingOf(caller, request, snapshot, target) is { } asked
            ? await consents.ResolveAsync(asked, cancel) : new ResolveSpendingResponse();
        var now = await clock.NowAsync(cancel);
        var plan = await AtBoardAsync(
            now,
            board => ConvertPlan.For(request, source, target, snapshot, consent, board, caller.Member is not null),
            cancel);
        return (plan, now);
    }

    /// <summary>Asks what the caller may do: a brand for itself; for a member, as the target's issuer names it, whether
    /// it is linked with both. Null where there is no such coin.</summary>
    private ResolveSpendingRequest? SpendingOf(
        Caller caller, ConvertRequest request, DirectorySnapshot snapshot, string target)
    {
        if (caller.Member is not { } self)
            return new ResolveSpendingRequest
            {
                MerchantPartnerId = caller.RequirePartner(),
                Member = request.Member
            };
        return snapshot.Coins.TryGetValue(target, out var made)
            ? new ResolveSpendingRequest
            {
                MerchantPartnerId = made.PartnerId,
                Member = names.NameFor(made.PartnerId, self)
            }
            : null;
    }

    private async Task<DateTimeOffset> UndoUntilAsync(Journal converted, CancellationToken cancel)
    {
        _ = BoardNames.TryRead(converted.Detail.Unpack<ExchangeDetail>().Board, out var board);
        return await UndoUntilAsync(board, converted.CreateTime.ToDateTimeOffset(), cancel);
    }

    private async Task<DateTimeOffset> UndoUntilAsync(
        long board, DateTimeOffset createTime, CancellationToken cancel) =>
        // What another node has published since must not be missed.
        UndoWindow.EndOf(board, createTime, options.Value.CoolingOff, await boards.AfterMissAsync(cancel));

    /// <summary>The ids of the coin that the member gives and of the one that it gets.</summary>
    private static (string Source, string Target) ConvertForm(Form form, ConvertRequest request)
    {
        form.Member(request.Member, "member");
        form.ExternalReference(request.ExternalReference);
        if (request.ExpectedBoard.Length > 0)
            form.Board(request.ExpectedBoard, "expected_board");
        var other = form.Coin(request.OtherCoin, "other_coin");
        var (source, target) = ("", "");
        switch (request.HowMuchCase)
        {
            case ConvertRequest.HowMuchOneofCase.Pay:
                (source, target) = (form.Amount(request.Pay, "pay").Coin, other);
                break;
            case ConvertRequest.HowMuchOneofCase.Amount:
                (source, target) = (other, form.Amount(request.Amount, "amount").Coin);
                break;
            default:
                form.Check(false, "how_much", "must be one of pay and amount");
                break;
        }
        form.Done();
        return (source, target);
    }

    /// <summary>NOT_YOURS, where both coins are known and neither is the caller's. A member converts its own coins of
    /// brands whose customer it has shown to be: MEMBER_NOT_FOUND, BRAND_NOT_PROVEN.</summary>
    private void RequireOwner(
        Caller caller, ConvertRequest request, DirectorySnapshot directory, string source, string target)
    {
        if (caller.Member is not null)
        {
            RequireSelf(caller, request.Member);
            foreach (var coin in (string[])[source, target])
                if (directory.Coins.TryGetValue(coin, out var known))
                    caller.RequireProven(known.PartnerId, ResourceNames.Coin(coin));
        }
        else if (directory.Coins.TryGetValue(source, out var given)
            && directory.Coins.TryGetValue(target, out var made) && given.PartnerId != caller.PartnerId)
            caller.RequireOwn(made.PartnerId, ResourceNames.Coin(target));
    }

    /// <summary>The member that calls, where the name is its own.</summary>
    /// <exception cref="RefusalException">MEMBER_NOT_FOUND.</exception>
    private MemberId RequireSelf(Caller caller, string name) =>
        names.TryRead(caller, name, out var member) && caller.Member == member
            ? member
            : throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, name));
}

using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<AdjustResponse> Adjust(AdjustRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Adjust = request }, context);
        return new AdjustResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(AdjustRequest request)
    {
        var form = new Form();
        var command =
            Start(form, JournalKind.Adjust, request, request.RequestId, request.ExternalReference, request.Guards);
        var coin = form.Coin(request.Coin, "coin");
        form.Check(request.Units is not 0 and >= -Units.MaxCommand and <= Units.MaxCommand, "units",
            "must be within 2^62 either way, and not 0");
        form.Check(IsReasonCode(request.ReasonCode), "reason_code", "must be 1 to 64 of a-z, 0-9 and '-'");
        return ForMember(form, command with { ReasonCode = request.ReasonCode }, request.Member, coin, request.Units);
    }

    private static bool IsReasonCode(string code) =>
        code.Length is >= 1 and <= 64 && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

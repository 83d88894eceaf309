using System.Text;
using Federation.Client;
using Federation.Errors.V1;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>Turns what is thrown into what a person reads: what happened, and what to do.</summary>
internal static class Failures
{
    private static readonly Dictionary<ErrorReason, string> Advice = new()
    {
        [ErrorReason.TokenInvalid] = "Check that --credentials belongs to the alliance behind --address.",
        [ErrorReason.ScopeMissing] = "Use a credential that has the scope.",
        [ErrorReason.RoleMissing] = "Name another credential with --as.",
        [ErrorReason.NotYours] = "Name the partner that it belongs to with --as.",
        [ErrorReason.FieldInvalid] = "Correct the fields named above.",
        [ErrorReason.RequestIdReused] = "Leave --request-id out: a new one is made.",
        [ErrorReason.MemberNotFound] = "Members are named differently to each brand: look it up with 'members find' as this partner.",
        [ErrorReason.WalletNotFound] = "The member has earned none of these coins yet.",
        [ErrorReason.PartnerSuspended] = "An alliance admin can resume it with 'partners resume'.",
        [ErrorReason.NotLinked] = "Link the member with this brand again.",
        [ErrorReason.ConsentMissing] = "Ask the member for a pay code, or to allow spending elsewhere.",
        [ErrorReason.BoardNotApproved] = "Approve it first with 'boards approve'.",
        [ErrorReason.BoardNotDraft] = "Write a new draft with 'boards draft' or 'boards import'.",
        [ErrorReason.BoardUnsafe] = "See the circle with 'boards check', and change one of its values.",
        [ErrorReason.ReasonMissing] = "Look at what strays with 'boards get'; say --reason why it is meant.",
        [ErrorReason.SamePerson] = "Let another person approve it: --as approver.",
        [ErrorReason.NoBoardInForce] = "Propose, approve and publish a board: see 'boards --help'.",
        [ErrorReason.SameCoin] = "A coin is exchanged for another one; the merchant's own are redeemed.",
        [ErrorReason.AuthorizationNotFound] = "Name the brand that authorized it with --as.",
        [ErrorReason.ExchangeNotFound] = "Name the brand that asked for it with --as.",
        [ErrorReason.NotRefundable] = "A payment across brands is refunded as exchanges/{uuid}; a conversion is undone with 'undo-convert'.",
        [ErrorReason.ClockNotMovable] = "Only a sandbox's clock can be moved.",
        [ErrorReason.ClockBackwards] = "Move it to a later moment.",
        [ErrorReason.CredentialRevoked] = "Create a new one with 'credentials create'.",
        [ErrorReason.InsufficientCoins] = "Take at most what is available.",
        [ErrorReason.HoldNotFound] = "See the open ones with 'holds list'.",
        [ErrorReason.HoldExpired] = "Its coins are available again: hold them anew.",
        [ErrorReason.WalletFrozen] = "A partner admin can end the freeze with 'unfreeze'.",
        [ErrorReason.WalletNotEmpty] = "Spend, adjust or release what is left in it first.",
        [ErrorReason.VersionMismatch] = "Look at it again ('wallets get', 'boards get'), then decide anew.",
        [ErrorReason.QueueFull] = "Wait a moment and send the same command again.",
        [ErrorReason.RateLimited] = "Wait a moment and send the same command again.",
        [ErrorReason.ServiceUnknown] = "Check that --address is a gateway of this alliance, of this version or newer.",
    };

    public static bool TryExplain(Exception e, Session? session, CancellationToken cancel, out string sentence, out int code)
    {
        (sentence, code) = e switch
        {
            _ when cancel.IsCancellationRequested && e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } =>
                ("Stopped. The same command again goes on where it stopped.", ExitCodes.Interrupted),
            BadInputException => (e.Message, ExitCodes.BadInput),
            Replay.RowFailedException row =>
                TryExplain(row.InnerException!, session, cancel, out var inner, out var innerCode)
                    ? (row.Message + Environment.NewLine + inner, innerCode)
                    : ("", ExitCodes.Refused),
            StoppedException => (e.Message, ExitCodes.Refused),
            TokenRefusedException refused =>
                ($"The token endpoint refused the credential: {refused.Message}{Environment.NewLine}Check --credentials and --as.",
                    ExitCodes.Refused),
            RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } away =>
                (Away(away, session), ExitCodes.BadInput),
            RpcException rpc when rpc.TryGetRefusal(out var refusal) => (Explain(refusal), ExitCodes.Refused),
            RpcException rpc => ($"{rpc.StatusCode}: {rpc.Status.Detail}", ExitCodes.Refused),
            _ => ("", ExitCodes.Refused),
        };
        return sentence.Length > 0;
    }

    /// <summary>What a dry run says of a command that would be refused.</summary>
    public static string ExplainDryRun(Google.Rpc.Status status) => Refusal.From(status) is { } refusal
        ? Explain(refusal, "It would be refused")
        : $"It would be refused: {status.Message}";

    private static string Explain(Refusal refusal, string what = "Refused")
    {
        var text = new StringBuilder($"{what}, {refusal.ReasonName}: {refusal.Message}");
        foreach (var (field, problem) in refusal.Fields)
            text.AppendLine().Append(System.Globalization.CultureInfo.InvariantCulture, $"  {field}: {problem}");
        foreach (var (key, value) in refusal.Metadata)
            text.AppendLine().Append(System.Globalization.CultureInfo.InvariantCulture, $"  {key} = {value}");
        if (Advice.GetValueOrDefault(refusal.Reason) is { } advice)
            text.AppendLine().Append(advice);
        return text.ToString();
    }

    private static string Away(RpcException away, Session? session)
    {
        var where = session is null ? "The alliance" : "The alliance at " + string.Join(", ", session.Addresses);
        var why = away.TryGetRefusal(out var refusal) ? refusal.Message : away.Status.Detail;
        var again = session is { SendsCommand: true } ? $" Send the same command again with --request-id {session.RequestId}." : "";
        return $"{where} does not answer ({away.StatusCode}: {why}){Environment.NewLine}Check --address and that it runs.{again}";
    }
}

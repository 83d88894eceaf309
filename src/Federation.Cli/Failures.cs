using System.Globalization;
using System.Text;
using Federation.Client;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>Turns what is thrown into what a person reads: what happened, and what to do.</summary>
internal static class Failures
{
    public static bool TryExplain(
        Exception e, Session? session, CancellationToken cancel, out string sentence, out int code)
    {
        (sentence, code) = e switch
        {
            _ when cancel.IsCancellationRequested
                && e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } =>
                ("Stopped. The same command again goes on where it stopped.", ExitCodes.Interrupted),
            BadInputException => (e.Message, ExitCodes.BadInput),
            RowFailedException row =>
                TryExplain(row.InnerException!, session, cancel, out var inner, out var innerCode)
                    ? (row.Message + Environment.NewLine + inner, innerCode)
                    : ("", ExitCodes.Refused),
            StoppedException => (e.Message, ExitCodes.Refused),
            TokenRefusedException refused =>
                ($"The token endpoint refused the credential: {refused.Message}{Environment.NewLine}Check "
                + $"--credentials and --as.",
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
        // Where fields are named one by one, the message says the same in the contract's words.
        var message = refusal.Fields.Count > 0 ? "something that was given is not right:" : refusal.Message;
        var text = new StringBuilder($"{what}, {refusal.ReasonName}: {message}");
        foreach (var (field, problem) in refusal.Fields)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {FieldWords.Of(field)} {problem}");
        foreach (var (key, value) in refusal.Metadata)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {FieldWords.Of(key)} = {value}");
        if (Advice.For(refusal.Reason) is { } advice)
            text.AppendLine().Append(advice);
        return text.ToString();
    }

    private static string Away(RpcException away, Session? session)
    {
        var where = session is null ? "The alliance" : "The alliance at " + string.Join(", ", session.Addresses);
        var why = away.TryGetRefusal(out var refusal) ? refusal.Message : away.Status.Detail;
        var again = session is { SendsCommand: true }
            ? $" Send the same command again with --request-id {session.RequestId}." : "";
        return $"{where} does not answer ({away.StatusCode}: {why}){Environment.NewLine}Check --address and that it "
            + $"runs.{again}";
    }
}

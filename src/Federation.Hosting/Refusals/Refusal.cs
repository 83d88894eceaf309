using Federation.Errors.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Federation.Hosting;

/// <summary>A documented "no": a reason of <c>federation.errors.v1</c>, a sentence, and what the caller needs to go
/// on.</summary>
public sealed record Refusal(ErrorReason Reason, string Message)
{
    public const string Domain = "federation";
    private const string EnumPrefix = "ERROR_REASON_";

    private static readonly Dictionary<ErrorReason,
        string> NameByReason = ErrorReasonReflection.Descriptor.EnumTypes[0].Values
        .ToDictionary(v => (ErrorReason)v.Number, v => v.Name[EnumPrefix.Length..]);

    private static readonly Dictionary<string, ErrorReason> ReasonByName =
        NameByReason.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>Facts for machines, for instance <c>available</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with each field, for FIELD_INVALID.</summary>
    public IReadOnlyList<(string Field, string Problem)> Fields { get; init; } = [];

    /// <summary>When to try again, where that helps.</summary>
    public TimeSpan? RetryDelay { get; init; }

    public Refusal With(string key, object value) => this with
    {
        Metadata = new Dictionary<string, string>(Metadata, StringComparer.Ordinal)
        {
            [key] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
        },
    };

    public static string NameOf(ErrorReason reason) => NameByReason[reason];

    public static ErrorReason ReasonOf(string name) => ReasonByName.GetValueOrDefault(name);

    public Google.Rpc.Status ToStatus()
    {
        var texts = RefusalTexts.Of(Reason);
        var info = new ErrorInfo { Domain = Domain, Reason = NameOf(Reason) };
        foreach (var (key, value) in Metadata)
            info.Metadata[key] = value;
        var status = new Google.Rpc.Status { Code = (int)texts.Code, Message = Message, Details = { Any.Pack(info) } };
        if (Fields.Count > 0)
        {
            var bad = new BadRequest();
            foreach (var (field, problem) in Fields)
                bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = field, Description = problem });
            status.Details.Add(Any.Pack(bad));
        }
        if (RetryDelay is { } delay)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "en", Message = texts.English }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "zh-CN", Message = texts.Chinese }));
        return status;
    }

    public RpcException ToException() => ToStatus().ToRpcException();

    /// <summary>The refusal that a peer answered with, if it was one of ours.</summary>
    public static Refusal? From(RpcException exception) => From(exception.GetRpcStatus());

    /// <summary>The refusal that a message carries.</summary>
    /// <exception cref="ArgumentException">It is none of ours.</exception>
    public static Refusal Of(Google.Rpc.Status status) =>
        From(status) ?? throw new ArgumentException($"The status is no refusal of this platform: {status.Message}");

    private static Refusal? From(Google.Rpc.Status? status)
    {
        var info = status?.GetDetail<ErrorInfo>();
        if (info is not { Domain: Domain } || ReasonOf(info.Reason) == ErrorReason.Unspecified)
            return null;
        return new Refusal(ReasonOf(info.Reason), status!.Message)
        {
            Metadata = info.Metadata.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
            Fields = status.GetDetail<BadRequest>()?.FieldViolations.Select(v => (v.Field, v.Description)).ToList()
            ?? [],
            RetryDelay = status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
        };
    }

    public Ledger.V1.RefusedOutcome ToOutcome()
    {
        var outcome = new Ledger.V1.RefusedOutcome { Reason = NameOf(Reason), Message = Message };
        foreach (var (key, value) in Metadata)
            outcome.Metadata[key] = value;
        return outcome;
    }

    public static Refusal Of(Ledger.V1.RefusedOutcome outcome) => new(ReasonOf(outcome.Reason), outcome.Message)
    {
        Metadata = outcome.Metadata.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
    };

    /// <summary>The reply of the gateway, which speaks without a gRPC server: what <c>grpc-status-details-bin</c>
    /// carries.</summary>
    public byte[] ToDetailsBin() => ToStatus().ToByteArray();

    public static Refusal TooLarge(int maxBytes) => new Refusal(
        ErrorReason.MessageTooLarge, $"The message is larger than {maxBytes} bytes; send less in one call.")
        .With("maximum", maxBytes);

    /// <summary>The caller compressed the message in a way that is not taken.</summary>
    /// <param name="header">The header that says how.</param>
    /// <param name="accepted">The ways that are taken, as they travel.</param>
    public static Refusal EncodingNotSupported(string header, string encoding, string accepted) => new Refusal(
        ErrorReason.EncodingNotSupported,
        $"The {header} '{encoding[..Math.Min(encoding.Length, 32)]}' is not taken; accepted: {accepted}.")
        .With("accepted", accepted);

    public static Refusal NotFound(ErrorReason reason, string name) =>
        new(reason, $"There is no '{name}' that you can use.");
}

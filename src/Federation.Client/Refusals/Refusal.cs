using Federation.Errors.V1;
using Google.Rpc;

namespace Federation.Client;

/// <summary>A documented "no" of the alliance: a reason, a sentence, and what the caller needs to go on.</summary>
/// <param name="Reason">Why; each reason is described in <c>federation.errors.v1</c>.</param>
/// <param name="Message">A sentence for developers, in English.</param>
public sealed record Refusal(ErrorReason Reason, string Message)
{
    private const string Domain = "federation";
    private const string EnumPrefix = "ERROR_REASON_";

    private static readonly Dictionary<ErrorReason,
        string> NameByReason = ErrorReasonReflection.Descriptor.EnumTypes[0].Values
        .ToDictionary(v => (ErrorReason)v.Number, v => v.Name[EnumPrefix.Length..]);

    private static readonly Dictionary<string, ErrorReason> ReasonByName =
        NameByReason.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>The reason's name as it travels, for instance <c>INSUFFICIENT_COINS</c>. A reason that is newer than
    /// this library is <see cref="ErrorReason.Unspecified"/> and has its name here.</summary>
    public string ReasonName { get; init; } = NameByReason.GetValueOrDefault(Reason, "");

    /// <summary>Facts for machines, for instance <c>available</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with each field, for FIELD_INVALID.</summary>
    public IReadOnlyList<FieldViolation> Fields { get; init; } = [];

    /// <summary>When to send the same command again, where that helps.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>A sentence for members by BCP 47 language, for instance <c>zh-CN</c>.</summary>
    public IReadOnlyDictionary<string, string> MemberMessages { get; init; } = new Dictionary<string, string>();

    /// <summary>The reason with this name, or <see cref="ErrorReason.Unspecified"/>.</summary>
    public static ErrorReason ReasonOf(string name) => ReasonByName.GetValueOrDefault(name);

    /// <summary>The refusal in a status with details, for instance of one item of a batch; none where it holds no
    /// refusal.</summary>
    public static Refusal? From(Google.Rpc.Status? status)
    {
        var info = status?.GetDetail<ErrorInfo>();
        if (info is not { Domain: Domain })
            return null;
        return new Refusal(ReasonOf(info.Reason), status!.Message)
        {
            ReasonName = info.Reason,
            Metadata = info.Metadata.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
            Fields = status.GetDetail<BadRequest>()?.FieldViolations
                .Select(v => new FieldViolation(v.Field, v.Description)).ToList() ?? [],
            RetryDelay = status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
            MemberMessages = status.Details.Where(d => d.Is(LocalizedMessage.Descriptor))
            .Select(d => d.Unpack<LocalizedMessage>())
                .ToDictionary(m => m.Locale, m => m.Message, StringComparer.OrdinalIgnoreCase),
        };
    }
}

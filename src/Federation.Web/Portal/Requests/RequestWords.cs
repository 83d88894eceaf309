using Federation.Design;
using Federation.Gateway.V1;
using Grpc.Core;

namespace Federation.Web;

/// <summary>What recorded calls are called. Pure.</summary>
internal static class RequestWords
{
    /// <summary>The service and the method, without the package.</summary>
    public static string Short(RecordedRequest call) =>
        call.Method.Length == 0 ? call.Name : call.Method[(call.Method.LastIndexOf('.') + 1)..];

    /// <summary>The refusal's name, or the status.</summary>
    public static string OutcomeOf(RecordedRequest call) =>
        call.Reason.Length > 0 ? call.Reason : ((StatusCode)call.StatusCode).ToString();

    public static TagKind KindOf(RecordedRequest call) => (StatusCode)call.StatusCode switch
    {
        StatusCode.OK => TagKind.Good,
        StatusCode.Internal or StatusCode.Unknown or StatusCode.Unavailable => TagKind.Alarm,
        _ => TagKind.Warn,
    };

    public static string Milliseconds(RecordedRequest call, Figures figures) => figures.Amount(call.DurationUs, 3);
}

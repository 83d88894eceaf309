using Federation.Client;
using Grpc.Core;

namespace Federation.Web;

/// <summary>What stands in the way of a page: the alliance said no, or it cannot be reached.</summary>
public abstract record Trouble
{
    /// <summary>A documented refusal: it has a sentence for members.</summary>
    public sealed record Refused(Refusal Refusal, StatusCode Code) : Trouble;

    /// <summary>No answer came; nothing is known of what was asked for.</summary>
    public sealed record Away : Trouble;
}

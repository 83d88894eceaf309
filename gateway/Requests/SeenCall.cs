using Federation.Hosting;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Federation.Gateway;

/// <summary>What the gateway learns of a call while it passes, for its record.</summary>
internal sealed class SeenCall(Caller caller)
{
    public Caller Caller { get; } = caller;

    /// <summary>The command's <c>request_id</c>, once it was read; null where it has none that is a UUID.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>The status that a JSON call is refused with.</summary>
    public Google.Rpc.Status? Refused { get; set; }

    /// <summary>Watches the body of a JSON call for its request id.</summary>
    private JsonHead? head;

    /// <summary>That of a call; null where it is not recorded.</summary>
    public static SeenCall? Of(HttpContext context) => context.Features.Get<SeenCall>();

    /// <summary>Takes the request id out of a message.</summary>
    public void Read(string path, IMessage message)
    {
        if (PublicMethods.RequestIds.TryGetValue(path, out var field))
            SetRequestId((string)field.GetValue(message));
    }

    /// <summary>Takes the request id out of a JSON body, when it has been read.</summary>
    public void Watch(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return;
        head = new JsonHead();
        request.Body = new WatchedBody(request.Body, head);
    }

    /// <summary>Ends what it does with the body.</summary>
    public void Complete()
    {
        if (head?.FindRequestId() is { } id)
            SetRequestId(id);
    }

    private void SetRequestId(string text) => RequestId = Uuids.TryParse(text, out var id) ? id : null;
}

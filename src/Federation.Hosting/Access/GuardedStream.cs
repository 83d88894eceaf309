using Federation.Errors.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Hosting;

/// <summary>
/// What a caller streams, behind the guard: its token is looked at with each message, and what is no message is refused
/// with the details that a call gets from the gateway, which does not look into streams.
/// </summary>
internal sealed class GuardedStream<T>(IAsyncStreamReader<T> inner, Caller caller, AccessTokens tokens)
    : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        var next = inner.MoveNext(cancellationToken);
        // What has arrived already is handed on without a state machine: there may be many in one moment.
        return next.IsCompletedSuccessfully && tokens.IsGood(caller) ? next : CheckedAsync(next);
    }

    private async Task<bool> CheckedAsync(Task<bool> next)
    {
        bool more;
        try
        {
            more = await next;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            throw new RefusalException(
                ErrorReason.MessageTooLarge, "A message of the stream is too large; send less in one message.");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException
            or RpcException { StatusCode: StatusCode.Internal or StatusCode.Unimplemented })
        {
            throw new RefusalException(
                new Refusal(ErrorReason.FieldInvalid, "What the stream brought is not a message that it takes.")
                {
                    Fields = [("body", "is damaged")],
                });
        }
        if (more)
            tokens.Require(caller);
        return more;
    }
}

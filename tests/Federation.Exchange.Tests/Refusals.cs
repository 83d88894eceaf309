using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Exchange.Tests;

internal static class Refusals
{
    /// <summary>The reason for which a call is refused, whether here or by a peer.</summary>
    public static async Task<ErrorReason> ReasonAsync(Task call)
    {
        try
        {
            await call;
            return ErrorReason.Unspecified;
        }
        catch (RefusalException e)
        {
            return e.Refusal.Reason;
        }
        catch (Grpc.Core.RpcException e)
        {
            return Refusal.From(e)?.Reason ?? throw new InvalidOperationException("Not a refusal of ours.", e);
        }
    }
}

using Federation.Messages.V1;
using Grpc.Core;

namespace Federation.Web;

/// <summary>How many messages wait in a member's inbox.</summary>
internal static class Unread
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The number; null where it is not told at once: no page is for it.</summary>
    public static async Task<long?> OfAsync(Alliance alliance)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(alliance.Cancel);
        patience.CancelAfter(Patience);
        try
        {
            return (await alliance.Client.Messages.ListInboxAsync(
                new ListInboxRequest { Member = ResourceNames.Me, Unread = true, PageSize = 1 },
                cancellationToken: patience.Token)).UnreadCount;
        }
        catch (RpcException e) when (e.StatusCode is not StatusCode.Unauthenticated)
        {
            return null;
        }
    }
}

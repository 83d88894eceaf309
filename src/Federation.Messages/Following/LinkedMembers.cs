using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>Who is still a member of a brand. Whoever has left, or is closed, is told nothing any more.</summary>
internal sealed class LinkedMembers([FromKeyedServices(MessagesModule.Name)] SpendingConsents consents)
{
    /// <summary>Those of the messages whose members their brands may still write to.</summary>
    public async Task<IReadOnlyList<NewMessage>> OfAsync(
        IReadOnlyCollection<NewMessage> messages, CancellationToken cancel)
    {
        var members = messages.Select(m => (m.PartnerId, m.Member)).Distinct().ToList();
        // Asked at the same time, they are answered by few calls.
        var known = await Task.WhenAll(members.Select(m => consents.ResolveAsync(
            new ResolveSpendingRequest
            {
                MerchantPartnerId = m.PartnerId,
                Member = ResourceNames.Members + m.Member.ToString("D"),
            },
            cancel)));
        var linked = members.Zip(known).Where(m => m.Second is { MemberId.Length: > 0, MemberClosed: false }
            && m.Second.MerchantLinked).Select(m => m.First).ToHashSet();
        return [.. messages.Where(m => linked.Contains((m.PartnerId, m.Member)))];
    }
}

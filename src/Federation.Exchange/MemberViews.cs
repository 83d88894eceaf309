using System.Collections.Concurrent;
using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

/// <summary>A member, and the brands that know it for certain: the issuers of the coins that it gave, with spaces between.</summary>
internal readonly record struct MemberView(MemberId Member, string SourcePartnerIds)
{
    public bool IsKnownTo(string partnerId) => SourcePartnerIds.Split(' ').Contains(partnerId, StringComparer.Ordinal);
}

internal sealed partial class ExchangeService
{
    // So many questions at a time for one page: a list is read rarely and must not crowd out payments.
    private const int ConcurrentNames = 8;

    /// <summary>
    /// The member as the caller names it. A till that took a payment by pay code from a member who is not linked with
    /// its brand gets none: with a name, it could join the purchases of someone it does not know.
    /// </summary>
    private async Task<string> NameOfAsync(Caller caller, MemberView view, ServerCallContext context)
    {
        var name = names.NameFor(caller.Viewer, view.Member);
        if (caller.PartnerId is not { } partner || view.IsKnownTo(partner))
            return name;
        var consent = await consents.ResolveSpendingAsync(
            new ResolveSpendingRequest { TillPartnerId = partner, Member = name }, context.Onward());
        return consent.TillLinked ? name : "";
    }

    private async Task<IReadOnlyDictionary<MemberView, string>> NamesOfAsync(
        Caller caller, IEnumerable<MemberView> views, ServerCallContext context)
    {
        var found = new ConcurrentDictionary<MemberView, string>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = ConcurrentNames,
            CancellationToken = context.CancellationToken,
        };
        await Parallel.ForEachAsync(
            views.Distinct(), options, async (view, _) => found[view] = await NameOfAsync(caller, view, context));
        return found;
    }
}

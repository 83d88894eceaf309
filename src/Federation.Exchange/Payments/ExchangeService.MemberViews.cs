using Federation.Accounts.Internal.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    /// <summary>
    /// The member as the caller names it. A till that took a payment by pay code from a member who is not linked with
    /// its brand gets none: with a name, it could join the purchases of someone it does not know.
    /// </summary>
    private async Task<string> NameOfAsync(Caller caller, MemberView view, ServerCallContext context)
    {
        var name = names.NameFor(caller, view.Member);
        if (caller.PartnerId is not { } partner || view.IsKnownTo(partner))
            return name;
        var consent = await consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = partner, Member = name }, context.CancellationToken);
        return consent.MerchantLinked ? name : "";
    }

    private async Task<IReadOnlyDictionary<MemberView, string>> NamesOfAsync(
        Caller caller, IEnumerable<MemberView> views, ServerCallContext context)
    {
        var distinct = views.Distinct().ToList();
        // Asked for at once, they are read together.
        var found = await Task.WhenAll(distinct.Select(v => NameOfAsync(caller, v, context)));
        return distinct.Zip(found).ToDictionary(v => v.First, v => v.Second);
    }

    private async Task<V1.Exchange> AnswerAsync(Caller caller, Journal journal, ServerCallContext context)
    {
        var view = MemberView.Of(await MemberOfAsync(journal, context), journal);
        return Answers.Of(journal, await NameOfAsync(caller, view, context));
    }

    /// <summary>The member whose coins an exchange moved.</summary>
    private async Task<MemberId> MemberOfAsync(Journal journal, ServerCallContext context) =>
        Answers.MemberOf(journal)
        ?? Answers.MemberOfHold((await posting.GetPaymentHoldAsync(
            new GetPaymentHoldRequest { Journal = journal.Corrects }, context.Onward())).Journal);

    /// <summary>The brands of its coins, alliance admins, and the member itself.</summary>
    /// <exception cref="RefusalException">BRAND_NOT_PROVEN: it is the member's own, and needs more to be seen.
    /// </exception>
    private async Task<bool> MaySeeAsync(Caller caller, Journal journal, ServerCallContext context)
    {
        if (caller.Member is not { } self)
            return MaySee(caller, journal);
        if (await MemberOfAsync(journal, context) != self)
            return false;
        RequireProven(caller, journal);
        return true;
    }

    /// <summary>Refuses a member that has not shown to be customer of all brands whose coins it gave or got.</summary>
    private static void RequireProven(Caller caller, Journal journal)
    {
        var detail = journal.Detail.Unpack<ExchangeDetail>();
        var name = JournalId.Parse(journal.Name).NameAs(ResourceNames.Exchanges);
        foreach (var brand in BrandsOf(detail, Answers.SourcePartnersOf(journal, detail)))
            caller.RequireProven(brand, name);
    }

    /// <summary>The issuers of the coins that the member gave, and of those that it got to keep.</summary>
    private static IEnumerable<string> BrandsOf(ExchangeDetail detail, PartnerSet sources) =>
        detail.Received is null ? sources.Ids : sources.Ids.Append(Answers.TargetPartnerOf(detail));

    /// <summary>The brands of its coins, and alliance admins.</summary>
    private static bool MaySee(Caller caller, Journal journal)
    {
        if (caller.IsAllianceAdmin)
            return true;
        var detail = journal.Detail.Unpack<ExchangeDetail>();
        return caller.PartnerId is { } partner
            && (Answers.SourcePartnersOf(journal, detail).Contains(partner)
                || Answers.TargetPartnerOf(detail) == partner);
    }
}

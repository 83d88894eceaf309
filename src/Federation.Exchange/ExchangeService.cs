using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Exchange;

/// <summary>Payments across brands. Decides, and then asks the ledger to post, once.</summary>
internal sealed partial class ExchangeService(
    [FromKeyedServices(ExchangeModule.Name)] PostingService.PostingServiceClient posting,
    [FromKeyedServices(ExchangeModule.Name)] LedgerService.LedgerServiceClient ledger,
    [FromKeyedServices(ExchangeModule.Name)] SpendingConsents consents, QuoteBook quotes, PartnerDirectory directory,
    PublishedBoards boards,
    AllianceClock clock, MemberNames names, PageTokens pages,
    ExchangeDb db, IOptions<ExchangeOptions> options, IOptions<DeploymentOptions> deployment,
    ILogger<ExchangeService> logger) : V1.ExchangeService.ExchangeServiceBase
{
    /// <summary>The caller's own till. Another brand's is refused before the rest of the form is looked at.</summary>
    private static (string Partner, string Merchant) OwnTill(Caller caller, Form form, string merchant)
    {
        caller.RequirePartner();
        var till = form.Merchant(merchant, "merchant");
        if (till.Partner.Length > 0)
            caller.RequireOwn(till.Partner, merchant);
        return till;
    }

    /// <summary>The journal of an exchange, or null where there is none of this name.</summary>
    private async Task<Journal?> FindExchangeAsync(JournalId id, ServerCallContext context)
    {
        try
        {
            var request = new GetJournalRequest { Name = id.Name };
            var journal = (await ledger.GetJournalAsync(request, context.Onward())).Journal;
            return journal.Kind == JournalKind.Exchange ? journal : null;
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason == Errors.V1.ErrorReason.JournalNotFound)
        {
            return null;
        }
    }
}

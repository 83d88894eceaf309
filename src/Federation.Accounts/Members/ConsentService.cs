using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Accounts;

/// <summary>
/// Tells the exchange what tills may do with members' coins. Part of every payment: however many ask, one query, and
/// one for pay codes.
/// </summary>
internal sealed class ConsentService(
    AccountsDb db, MemberNames names, AllianceClock clock, IOptions<DeploymentOptions> deployment, TimeProvider time)
    : Internal.V1.ConsentService.ConsentServiceBase
{
    private const int MaxRequests = 1000;

    public override async Task<BatchResolveSpendingResponse> BatchResolveSpending(
        BatchResolveSpendingRequest request, ServerCallContext context)
    {
        Check(request);
        var codes = await CodesAsync(request, context.CancellationToken);
        var payers = request.Requests.Select(r => PayerOf(r, codes)).ToList();
        var members = payers.OfType<Payer>().Select(p => p.MemberId).Distinct().ToList();
        var links = (await db.Memberships.Where(m => members.Contains(m.MemberId))
            .Select(m => new Link(
                m.MemberId, m.PartnerId, m.State, m.LinkTime, m.FirstLinkTime, m.AlliedSpendingEnabled, m.DailyCapUnits,
                m.Member.State, m.Member.CloseTime))
            .ToListAsync(context.CancellationToken)).ToLookup(l => l.MemberId);
        // Alliance time is asked for only where somebody is to be closed.
        var closing = links.Any(l => l.Any(m => m.CloseTime is not null));
        var now = closing ? await clock.NowAsync(context.CancellationToken) : DateTimeOffset.MinValue;
        var response = new BatchResolveSpendingResponse();
        foreach (var (asked, payer) in request.Requests.Zip(payers))
            response.Responses.Add(payer is null
                ? new ResolveSpendingResponse()
                : Answer(asked.MerchantPartnerId, payer, [.. links[payer.MemberId]], now));
        return response;
    }

    private static void Check(BatchResolveSpendingRequest request)
    {
        var form = new Form();
        form.Check(request.Requests.Count is >= 1 and <= MaxRequests, "requests", $"must be 1 to {MaxRequests}");
        for (var i = 0; i < request.Requests.Count; i++)
        {
            var (asked, field) = (request.Requests[i], $"requests[{i}]");
            form.Id(asked.MerchantPartnerId, field + ".merchant_partner_id");
            switch (asked.PayerCase)
            {
                case ResolveSpendingRequest.PayerOneofCase.Member: form.Member(asked.Member, field + ".member"); break;
                case ResolveSpendingRequest.PayerOneofCase.PayCode:
                    form.Text(
                    asked.PayCode, field + ".pay_code", 1, 64); break;
                default: form.Check(false, field + ".payer", "is required"); break;
            }
        }
        form.Done();
    }

    /// <summary>The pay codes that are asked for and known, as they were typed.</summary>
    private async Task<Dictionary<string,
        PayCode>> CodesAsync(BatchResolveSpendingRequest request, CancellationToken cancel)
    {
        var typed = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var asked in request.Requests.Where(r => r.PayerCase == ResolveSpendingRequest.PayerOneofCase.PayCode))
            if (Code.TryRead(asked.PayCode, out var read))
                typed[asked.PayCode] = read.Hash;
        if (typed.Count == 0)
            return [];
        var hashes = typed.Values.ToList();
        var known = (await db.PayCodes.AsNoTracking().Where(c => hashes.Contains(c.Hash)).ToListAsync(cancel))
            .ToDictionary(c => Convert.ToHexString(c.Hash));
        return typed.Where(t => known.ContainsKey(Convert.ToHexString(t.Value)))
            .ToDictionary(t => t.Key, t => known[Convert.ToHexString(t.Value)], StringComparer.Ordinal);
    }

    private Payer? PayerOf(ResolveSpendingRequest asked, Dictionary<string, PayCode> codes)
    {
        if (asked.PayerCase == ResolveSpendingRequest.PayerOneofCase.PayCode)
            return codes.TryGetValue(asked.PayCode, out var code) ? new Payer(code.MemberId, code) : null;
        return names.TryRead(asked.MerchantPartnerId, asked.Member, out var member) ? new Payer(member.Value, null)
            : null;
    }

    private ResolveSpendingResponse Answer(string till, Payer payer, List<Link> links, DateTimeOffset now)
    {
        // By name: the till's brand was never given a name of a member that it has no link with, ended or not.
        if (payer.Code is null && !links.Exists(l => l.PartnerId == till))
            return new ResolveSpendingResponse();
        var link = links.Find(l => l.PartnerId == till);
        var answer = new ResolveSpendingResponse
        {
            MemberId = new MemberId(payer.MemberId).ToString(),
            MemberClosed = links.Exists(l => l.Member != MemberState.Open || l.CloseTime <= now),
            MerchantLinked = links.Exists(l => l.PartnerId == till && l.State == LinkState.Linked),
            LinkTime = link?.LinkTime.ToTimestamp(),
            FirstLinkTime = (link?.FirstLinkTime ?? link?.LinkTime)?.ToTimestamp(),
            PayCode = payer.Code is null ? null : Answer(payer.Code),
        };
        foreach (var linked in links.Where(l => l.State == LinkState.Linked))
        {
            answer.LinkedPartnerIds.Add(linked.PartnerId);
            if (linked.AlliedSpendingEnabled)
                answer.Consents.Add(
                    new AlliedConsent { PartnerId = linked.PartnerId, DailyCapUnits = linked.DailyCapUnits });
        }
        return answer;
    }

    private Internal.V1.PayCode Answer(PayCode code)
    {
        var answer = new Internal.V1.PayCode
        {
            Expired = code.ExpireTime <= time.UtcNow(),
            Revoked = code.RevokeTime is not null,
            CoinId = code.CoinId,
            Merchant = code.Merchant,
            Consumes = Codes.Consumes(code.Hash),
        };
        if (code.Coins is null)
        {
            answer.MaximumUnits = code.MaximumUnits;
            return answer;
        }
        answer.CoinIds.Add(code.CoinIds);
        answer.Maximum = new Money { Currency = deployment.Value.SettlementCurrency, Units = code.MaximumUnits };
        return answer;
    }

    private sealed record Payer(Guid MemberId, PayCode? Code);

    private sealed record Link(
        Guid MemberId, string PartnerId, LinkState State, DateTimeOffset LinkTime, DateTimeOffset? FirstLinkTime,
        bool AlliedSpendingEnabled, long DailyCapUnits, MemberState Member, DateTimeOffset? CloseTime);
}

using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

/// <summary>
/// Tells the exchange what a till may do with a member's coins. Part of every payment: one query, two for a pay code.
/// </summary>
internal sealed class ConsentService(AccountsDb db, MemberNames names, TimeProvider time)
    : Internal.V1.ConsentService.ConsentServiceBase
{
    public override async Task<ResolveSpendingResponse> ResolveSpending(
        ResolveSpendingRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Id(request.TillPartnerId, "till_partner_id");
        switch (request.PayerCase)
        {
            case ResolveSpendingRequest.PayerOneofCase.Member: form.Member(request.Member, "member"); break;
            case ResolveSpendingRequest.PayerOneofCase.PayCode: form.Text(request.PayCode, "pay_code", 1, 64); break;
            default: form.Check(false, "payer", "is required"); break;
        }
        form.Done();
        return request.PayerCase == ResolveSpendingRequest.PayerOneofCase.Member
            ? await ByMemberAsync(request.TillPartnerId, request.Member, context.CancellationToken)
            : await ByPayCodeAsync(request.TillPartnerId, request.PayCode, context.CancellationToken);
    }

    private async Task<ResolveSpendingResponse> ByMemberAsync(string till, string name, CancellationToken cancel)
    {
        if (!names.TryRead(till, name, out var member))
            return new ResolveSpendingResponse();
        var links = await LinksAsync(member.Value, cancel);
        // The till's brand was never given a name of a member that it has no link with, ended or not.
        return links.Exists(l => l.PartnerId == till)
            ? Answer(till, member.Value, links)
            : new ResolveSpendingResponse();
    }

    private async Task<ResolveSpendingResponse> ByPayCodeAsync(string till, string typed, CancellationToken cancel)
    {
        if (!Code.TryRead(typed, out var read))
            return new ResolveSpendingResponse();
        var code = await db.PayCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Hash == read.Hash, cancel);
        if (code is null)
            return new ResolveSpendingResponse();
        var answer = Answer(till, code.MemberId, await LinksAsync(code.MemberId, cancel));
        answer.PayCode = new Internal.V1.PayCode
        {
            Expired = code.ExpireTime <= time.UtcNow(),
            CoinId = code.CoinId,
            MaximumUnits = code.MaximumUnits,
            Merchant = code.Merchant,
            Consumes = Code.Consumes(code.Hash),
        };
        return answer;
    }

    private static ResolveSpendingResponse Answer(string till, Guid memberId, List<Link> links)
    {
        var answer = new ResolveSpendingResponse
        {
            MemberId = new MemberId(memberId).ToString(),
            MemberClosed = links.Exists(l => l.Member == MemberState.Closed),
            TillLinked = links.Exists(l => l.PartnerId == till && l.State == LinkState.Linked),
        };
        answer.LinkedPartnerIds.AddRange(links.Where(l => l.State == LinkState.Linked).Select(l => l.PartnerId));
        foreach (var link in links)
            if (link.State == LinkState.Linked && link.AlliedSpendingEnabled)
                answer.Consents.Add(
                    new AlliedConsent { PartnerId = link.PartnerId, DailyCapUnits = link.DailyCapUnits });
        return answer;
    }

    private Task<List<Link>> LinksAsync(Guid memberId, CancellationToken cancel) => db.Memberships
        .Where(m => m.MemberId == memberId)
        .Select(m => new Link(m.PartnerId, m.State, m.AlliedSpendingEnabled, m.DailyCapUnits, m.Member.State))
        .ToListAsync(cancel);

    private sealed record Link(
        string PartnerId, LinkState State, bool AlliedSpendingEnabled, long DailyCapUnits, MemberState Member);
}

using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Coupons that brands give, members claim, and everybody shows.</summary>
internal sealed partial class CouponService(
    ProgramsDb db, PublishedRuleSets published, CouponDefinitions definitions, PartnerDirectory directory,
    AllianceClock clock, CouponBook book, TallyReader tallies, CouponCodes codes, PageTokens pages, MemberNames names,
    TimeProvider time,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
    : V1.CouponService.CouponServiceBase
{
    private async Task RequireAtWorkAsync(string partner, CancellationToken cancel)
    {
        if (await directory.SuspendedAsync(Suspensions.CouponCommands, partner, cancel) is { } suspended)
            throw new RefusalException(suspended);
    }

    /// <summary>The id by which the brand sees a member that may have its coupons.</summary>
    private async Task<ByteString> MemberAsync(string partner, string member, ServerCallContext context)
    {
        var named = NamedMember.Of(Caller.Of(context), names, partner, member);
        var consent = await consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = partner, Member = named.AtBrand },
            context.CancellationToken);
        return MemberChecks.Refuses(named.Asked, partner, consent) is { } refusal
            ? throw new RefusalException(refusal)
            : MemberChecks.IdOf(named.AtBrand);
    }

    /// <summary>Writes the coupons, and lets a journal make them.</summary>
    private async Task<PostBundleResponse> MakeAsync(
        IReadOnlyList<CouponRow> coupons, CouponAct act, IEnumerable<TallyChange> limits, Guid requestId,
        IMessage request, ServerCallContext context)
    {
        await db.WriteOnceAsync(coupons, context.CancellationToken);
        var bundle = Bundle(coupons, act, requestId, request, context);
        bundle.Tallies.AddRange(coupons.Select(c => CouponMoves.Make(c.Id)));
        bundle.Tallies.AddRange(limits);
        return await posting.PostBundleAsync(bundle, context.Onward());
    }

    private static PostBundleRequest Bundle(
        IReadOnlyList<CouponRow> coupons, CouponAct act, Guid requestId, IMessage request, ServerCallContext context)
    {
        var detail = new CouponDetail
        {
            Program = coupons[0].Program.ToString(),
            Definition = coupons[0].Definition,
            Act = act,
        };
        detail.Coupons.AddRange(coupons.Select(c => c.Name));
        return new PostBundleRequest
        {
            RequestId = requestId.ToString("D"),
            Fingerprint = ByteString.CopyFrom(Fingerprint.Of(context.Method, request)),
            Kind = JournalKind.Program,
            Detail = Any.Pack(detail),
        };
    }

    /// <summary>Coupons as they are now; those that no journal has made are left out.</summary>
    private async Task<List<Coupon>> ShownAsync(IReadOnlyList<CouponRow> rows, ServerCallContext context)
    {
        var now = await clock.NowAsync(context.CancellationToken);
        var values = await tallies.ReadAsync(
            [.. rows.Select(r => CouponTally.KeyOf(r.Id))], context.CancellationToken);
        var shown = rows.Zip(values, (row, value) => ShownCoupons.Of(row, new CouponTally(row, value), now))
            .OfType<Coupon>().ToList();
        await AddTitlesAsync(shown, now, context.CancellationToken);
        // Whatever a member is shown is its own.
        if (Caller.Of(context).Member is not null)
            shown.ForEach(c => c.Member = ResourceNames.Me);
        return shown;
    }

    /// <summary>What members read of coupons, by the rule sets in force.</summary>
    private async Task AddTitlesAsync(IEnumerable<Coupon> coupons, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var ofProgram in coupons.GroupBy(c => c.Program))
        {
            var program = ProgramId.Parse(ofProgram.Key);
            var ruleSet = await published.FindAsync(book => book.InForceAt(program, now), cancel);
            foreach (var coupon in ofProgram)
                coupon.Title = ruleSet?.Rules.Terms.Coupons.FirstOrDefault(c => c.Id == coupon.Definition)?.Title;
        }
    }
}

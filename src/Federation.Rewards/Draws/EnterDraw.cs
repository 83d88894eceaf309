using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<EnterDrawResponse> EnterDraw(EnterDrawRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.Check(
            request.Tickets is >= 1 and <= DrawForm.MaxTicketsPerEntry, "tickets",
            $"must be 1 to {DrawForm.MaxTicketsPerEntry}");
        var name = OwnDraw(form, caller, request.Name);

        var row = await GetAsync(name, cancel);
        var named = NamedMember.Of(caller, names, name.PartnerId, request.Member);
        var consent = await ResolveAsync(name.PartnerId, named.AtBrand, cancel);
        if (consent.MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var refusal = MemberChecks.Refuses(named.Asked, name.PartnerId, consent)
            ?? await SuspendedAsync(name.PartnerId, cancel);
        var fingerprint = Fingerprint.Of(context.Method, request);
        var entry = DrawTallies.EntryOf(caller.Principal, requestId, fingerprint);
        var ask = new DrawAsk(row, row.ReadTerms(), named.AtBrand, request.Tickets);
        var head = new PostBundleRequest
        {
            RequestId = (caller.PartnerId == name.PartnerId ? requestId
                : DrawTallies.RequestOf(caller.Principal, requestId)).ToString("D"),
            Fingerprint = ByteString.CopyFrom(fingerprint),
            Kind = JournalKind.Reward,
        };
        var booked = await Contention.Orders.ExecuteAsync(
            async _ => await EnterAsync(ask, entry, refusal, head, context), cancel);
        return new EnterDrawResponse
        {
            Entry = Shown(booked, request.Member, caller),
            Replayed = booked.Replayed,
        };
    }

    /// <summary>Decides by what is known now, and books that.</summary>
    private async Task<PostBundleResponse> EnterAsync(
        DrawAsk ask, Guid entry, Refusal? refusal, PostBundleRequest head, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var counted = await tallies.ReadAsync([ask.TicketsTally, ask.MemberTally], cancel);
        var now = await clock.NowAsync(cancel);
        var why = refusal ?? ask.Refuses(now, counted[0], counted[1]);
        var bundle = head.Clone();
        if (why is not null)
            bundle.Refusal = why.ToOutcome();
        else
        {
            ask.Book(bundle, entry);
            // What is decided just before the closing time is booked before it, or not at all.
            bundle.NotAfter = clock.SystemTimeOf(ask.CloseTime, now).ToTimestamp();
            await db.WriteOnceAsync([ask.RowOf(entry)], cancel);
        }
        return await posting.PostBundleAsync(bundle, context.OnwardFor(new PartnerId(ask.Draw.PartnerId)));
    }

    private static DrawEntry Shown(PostBundleResponse booked, string member, Caller caller)
    {
        var detail = booked.Journal.Detail.Unpack<DrawEntryDetail>();
        return new DrawEntry
        {
            Draw = detail.Draw,
            Member = member,
            Tickets = detail.Tickets,
            Price = detail.Price,
            CreateTime = booked.Journal.CreateTime,
            Journal = caller.Member is null ? booked.Journal.Name : "",
        };
    }
}

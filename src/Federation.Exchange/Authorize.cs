using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(90);

    public override async Task<AuthorizeResponse> Authorize(AuthorizeRequest request, ServerCallContext context)
    {
        var form = new Form();
        if (request.Lifetime is { } lifetime)
            form.Check(
                lifetime.Nanos == 0 && lifetime.Seconds >= ShortestLifetime.TotalSeconds && lifetime.Seconds <= LongestLifetime.TotalSeconds,
                "lifetime", "must be a minute to 90 days, in whole seconds");
        var fingerprint = Fingerprint.Of(context.Method, request);
        // Their fields have the same numbers.
        var payment = PayRequest.Parser.ParseFrom(request.ToByteArray());
        var (posted, consent) = await PostPlannedAsync(
            form, payment, plan => plan.ToHold(payment, fingerprint, request.Lifetime), context);
        var hold = await posting.GetPaymentHoldAsync(new GetPaymentHoldRequest { Journal = posted.Journal.Name }, context.Onward());
        var member = KnownMember(Caller.Of(context), payment, consent, posted.Journal);
        return new AuthorizeResponse { Authorization = Answers.Of(hold, member), Replayed = posted.Replayed };
    }

    public override async Task<GetAuthorizationResponse> GetAuthorization(GetAuthorizationRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var id = form.Uuid(request.Name, AuthorizationNames.Prefix, "name");
        form.Done();
        var hold = await FindHoldAsync(id, context);
        if (hold is null || !MaySee(caller, hold.Journal))
            throw new RefusalException(Refusal.NotFound(ErrorReason.AuthorizationNotFound, request.Name));
        var view = MemberView.Of(Answers.MemberOf(hold.Journal)!.Value, hold.Journal);
        return new GetAuthorizationResponse { Authorization = Answers.Of(hold, await NameOfAsync(caller, view, context)) };
    }

    public override async Task<V1.CaptureResponse> Capture(V1.CaptureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partner = caller.RequirePartner();
        var form = new Form();
        form.RequestId(request.RequestId);
        var id = form.Uuid(request.Authorization, AuthorizationNames.Prefix, "authorization");
        form.UnitsOrAll(request.Units, request.All);
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var fingerprint = Fingerprint.Of(context.Method, request);
        var snapshot = await directory.CurrentAsync(context.CancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var hold = await FindHoldAsync(id, context);
            var refusal = OnAuthorization(request.Authorization, hold, partner, snapshot);
            var plan = refusal is null ? CapturePlan.For(request, hold!) : new CapturePlan { Refusal = refusal };
            try
            {
                // Posted in any case, also to be refused: the ledger remembers the answer to this request_id.
                var posted = await posting.PostAsync(plan.ToPost(request, fingerprint), context.Onward());
                return new V1.CaptureResponse
                {
                    Exchange = await AnswerAsync(caller, posted.Journal, context),
                    Replayed = posted.Replayed,
                };
            }
            catch (RpcException e) when (attempt < MaxPlans && Refusal.From(e)?.Reason == ErrorReason.Contended)
            {
                // Another part was captured since: once more, with what is left.
            }
        }
    }

    public override async Task<V1.ReleaseResponse> Release(V1.ReleaseRequest request, ServerCallContext context)
    {
        var partner = Caller.Of(context).RequirePartner();
        var form = new Form();
        form.RequestId(request.RequestId);
        var id = form.Uuid(request.Authorization, AuthorizationNames.Prefix, "authorization");
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var snapshot = await directory.CurrentAsync(context.CancellationToken);
        var hold = await FindHoldAsync(id, context);
        var posted = await posting.PostAsync(
            new PostRequest
            {
                RequestId = request.RequestId,
                Fingerprint = UnsafeByteOperations.UnsafeWrap(Fingerprint.Of(context.Method, request)),
                Kind = JournalKind.Release,
                Hold = Answers.JournalOf(id),
                ExternalReference = request.ExternalReference,
                Refusal = (OnAuthorization(request.Authorization, hold, partner, snapshot) ?? CapturePlan.NothingLeft(hold!))?.ToOutcome(),
            },
            context.Onward());
        return new V1.ReleaseResponse { Journal = posted.Journal.Name, Replayed = posted.Replayed };
    }

    /// <summary>Only the brand that authorized captures and releases; to others it is not there.</summary>
    private static Refusal? OnAuthorization(
        string authorization, GetPaymentHoldResponse? hold, string partner, DirectorySnapshot directory) =>
        hold is null || Answers.TargetPartnerOf(hold.Journal.Detail.Unpack<ExchangeDetail>()) != partner
            ? Refusal.NotFound(ErrorReason.AuthorizationNotFound, authorization)
            : directory.Suspended(partner);

    private async Task<GetPaymentHoldResponse?> FindHoldAsync(Guid id, ServerCallContext context)
    {
        try
        {
            return await posting.GetPaymentHoldAsync(new GetPaymentHoldRequest { Journal = Answers.JournalOf(id) }, context.Onward());
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason == ErrorReason.HoldNotFound)
        {
            return null;
        }
    }
}

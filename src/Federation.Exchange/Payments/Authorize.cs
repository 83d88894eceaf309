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
    public override async Task<AuthorizeResponse> Authorize(AuthorizeRequest request, ServerCallContext context)
    {
        var form = new Form();
        var lifetime = AuthorizationLifetime.Of(request, options.Value, form);
        var fingerprint = Fingerprint.Of(context.Method, request);
        var payment = AskedPayment.Of(request);
        var (posted, consent) = await PostPlannedAsync(
            form, payment, plan => plan.ToHold(payment, fingerprint, lifetime), context);
        var hold = await posting.GetPaymentHoldAsync(
            new GetPaymentHoldRequest { Journal = posted.Journal.Name }, context.Onward());
        var member = KnownMember(Caller.Of(context), payment, consent, posted.Journal);
        return new AuthorizeResponse { Authorization = Answers.Of(hold, member), Replayed = posted.Replayed };
    }

    public override async Task<GetAuthorizationResponse> GetAuthorization(
        GetAuthorizationRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var id = form.Journal(request.Name, "name", AuthorizationNames.Prefix);
        form.Done();
        var hold = await FindHoldAsync(id, context);
        if (hold is null || !MaySee(caller, hold.Journal))
            throw new RefusalException(Refusal.NotFound(ErrorReason.AuthorizationNotFound, request.Name));
        var view = MemberView.Of(Answers.MemberOfHold(hold.Journal), hold.Journal);
        return new GetAuthorizationResponse
        {
            Authorization = Answers.Of(
            hold, await NameOfAsync(caller, view, context))
        };
    }

    public override async Task<V1.CaptureResponse> Capture(V1.CaptureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partner = caller.RequirePartner();
        var form = new Form();
        form.RequestId(request.RequestId);
        var id = form.Journal(request.Authorization, "authorization", AuthorizationNames.Prefix);
        form.UnitsOrAll(request.Units, request.All);
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var fingerprint = Fingerprint.Of(context.Method, request);
        // Another part may be captured between the look at the authorization and the booking: then it is planned anew.
        return await Contention.Plans.ExecuteAsync(
            async _ =>
            {
                var hold = await FindHoldAsync(id, context);
                var snapshot = await directory.WithAsync(
                    d => Suspensions.Capture.Refuses(d, partner) is null && TillClosed(hold, d) is null,
                    context.CancellationToken);
                var plan = PlanOf(request, hold, partner, snapshot);
                // Posted in any case, also to be refused: the ledger remembers the answer to this request_id.
                var posted = await posting.PostAsync(plan.ToPost(request, fingerprint, hold), context.Onward());
                return new V1.CaptureResponse
                {
                    Exchange = await AnswerAsync(caller, posted.Journal, context),
                    Replayed = posted.Replayed,
                };
            },
            context.CancellationToken);
    }

    public override async Task<V1.ReleaseResponse> Release(V1.ReleaseRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        form.RequestId(request.RequestId);
        var id = form.Journal(request.Authorization, "authorization", AuthorizationNames.Prefix);
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var snapshot = await directory.WithAsync(
            d => Suspensions.Release.Refuses(d, caller.PartnerId) is null, context.CancellationToken);
        var hold = await FindHoldAsync(id, context);
        var posted = await posting.PostAsync(
            new PostRequest
            {
                RequestId = request.RequestId,
                Fingerprint = UnsafeByteOperations.UnsafeWrap(Fingerprint.Of(context.Method, request)),
                Kind = JournalKind.Release,
                Hold = id.Name,
                ExternalReference = request.ExternalReference,
                Refusal = ReleaseRefusal(request.Authorization, hold, caller, snapshot)?.ToOutcome(),
            },
            context.Onward());
        return new V1.ReleaseResponse { Journal = posted.Journal.Name, Replayed = posted.Replayed };
    }

    /// <summary>The brand that authorized releases, and whose coins are locked meanwhile: an admin of the issuer of any
    /// of them, for the member, and an alliance admin. The parts belong together, so whoever may release gives all of
    /// them back.</summary>
    private static Refusal? ReleaseRefusal(
        string authorization, GetPaymentHoldResponse? hold, Caller caller, DirectorySnapshot directory)
    {
        if (hold is null || !MaySee(caller, hold.Journal))
            return Refusal.NotFound(ErrorReason.AuthorizationNotFound, authorization);
        var till = Answers.TargetPartnerOf(hold.Journal.Detail.Unpack<ExchangeDetail>());
        // Thrown, not remembered: an admin of the same brand may send the same command.
        if (caller.PartnerId != till && caller.Role is not (Role.PartnerAdmin or Role.AllianceAdmin))
            throw new RefusalException(new Refusal(
                ErrorReason.RoleMissing,
                $"Of another brand's authorization only an admin of the coins' issuer gives back; {authorization} is "
                + $"one.")
                .With("roles", Permissions.NameOf(Role.PartnerAdmin)));
        return Suspensions.Release.Refuses(directory, caller.PartnerId) ?? CapturePlan.NothingLeft(hold);
    }

    /// <summary>Only the brand that authorized captures; to others it is not there.</summary>
    private static ExchangePlan PlanOf(
        V1.CaptureRequest request, GetPaymentHoldResponse? hold, string partner, DirectorySnapshot directory)
    {
        if (hold is null || Answers.TargetPartnerOf(hold.Journal.Detail.Unpack<ExchangeDetail>()) != partner)
            return new ExchangePlan.Refused(
                Refusal.NotFound(ErrorReason.AuthorizationNotFound, request.Authorization));
        return (Suspensions.Capture.Refuses(directory, partner) ?? TillClosed(hold, directory)) is { } stopped
            ? new ExchangePlan.Refused(stopped)
            : CapturePlan.For(request, hold);
    }

    /// <summary>MERCHANT_CLOSED, where the till of an authorization is closed.</summary>
    private static Refusal? TillClosed(GetPaymentHoldResponse? hold, DirectorySnapshot directory) =>
        hold?.Journal.Detail.Unpack<ExchangeDetail>().Merchant is { } till
        && ResourceNames.TryMerchant(till, out var partner, out var merchant)
            ? directory.Till(partner, merchant)
            : null;

    private async Task<GetPaymentHoldResponse?> FindHoldAsync(JournalId id, ServerCallContext context)
    {
        try
        {
            return await posting.GetPaymentHoldAsync(
                new GetPaymentHoldRequest { Journal = id.Name }, context.Onward());
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason == ErrorReason.HoldNotFound)
        {
            return null;
        }
    }
}

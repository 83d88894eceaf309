using System.Collections.Frozen;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    public override async Task<EvaluateOrderResponse> EvaluateOrder(
        EvaluateOrderRequest request, ServerCallContext context)
    {
        var form = new Form();
        var program = form.OwnProgram(Caller.Of(context), request.Program);
        RuleSetId? named = request.RuleSet.Length > 0 ? form.RuleSet(request.RuleSet, "rule_set") : null;
        form.Check(
            named is null || named.Value.Program == program || form.Problem() is not null, "rule_set",
            "must be of the programme");
        // A rule set that is not in force binds nobody.
        form.Check(named is null || !request.WithOffer, "with_offer", "must not be set with rule_set");
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var ruleSet = await RuleSetForAsync(form, program, named, request.Order, now, cancel);
        var admitted = await AdmitAsync(ruleSet, request.Order, now, cancel);
        if (admitted.Refusal is { } refusal)
            throw new RefusalException(refusal);
        var decided = await DecideAsync(
            ruleSet, request.Order, admitted, FrozenSet<string>.Empty, request.WithMisses, context);
        Words.Add(decided.Result, ruleSet.Rules);
        var response = new EvaluateOrderResponse { Evaluation = decided.Result, RuleSet = ruleSet.Name.ToString() };
        if (request.WithOffer)
            (response.Offer, response.OfferExpireTime) = offers.Make(decided);
        return response;
    }
}

using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<CreateRuleSetResponse> CreateRuleSet(
        CreateRuleSetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.Program(request.Parent, "parent");
        form.Terms(request.Terms, deployment.Value.SettlementMoney);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(caller, program, request.Terms, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            await RequireProgramAsync(program, caller, cancel);
            RequireCoins(request.Terms, program, snapshot);
            var draft = await AddDraftAsync(caller, program, request.Terms, now, cancel);
            return new CreateRuleSetResponse { RuleSet = ShownRuleSet.Of(draft).ToMessage() };
        }, cancel);
    }

    /// <summary>Adds a draft within a transaction.</summary>
    private async Task<RuleSetRow> AddDraftAsync(
        Caller caller, ProgramId program, RuleSetTerms terms, DateTimeOffset now, CancellationToken cancel)
    {
        // Two drafts at the same moment meet in this key; the second starts again and gets the next number.
        var number = (await RuleSetsOf(program).MaxAsync(s => (long?)s.Number, cancel) ?? 0) + 1;
        var draft = new RuleSetRow
        {
            PartnerId = program.PartnerId,
            ProgramId = program.Id,
            Number = number,
            Proposer = caller.Actor,
            CreateTime = now,
            Content = new RuleSetContentRow
            {
                PartnerId = program.PartnerId,
                ProgramId = program.Id,
                Number = number,
                Terms = Written(terms),
            },
        };
        db.RuleSets.Add(draft);
        return draft;
    }

    /// <summary>Terms as a draft keeps them: without fields that this release does not know, which the digest would not
    /// cover, and without what is set when they are proposed.</summary>
    private static byte[] Written(RuleSetTerms terms)
    {
        var known = RuleSetTerms.Parser.WithDiscardUnknownFields(true).ParseFrom(terms.ToByteString());
        known.TimeZoneVersion = "";
        return known.ToByteArray();
    }
}

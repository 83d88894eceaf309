using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    /// <summary>What the digest of a rule set begins with, so that it is no other message's.</summary>
    private const string DigestMethod = "federation/ruleSet/1";

    public override async Task<ProposeRuleSetResponse> ProposeRuleSet(
        ProposeRuleSetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = form.RuleSet(request.Name, "name");
        form.Positive(request.Revision, "revision");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        // Before the transaction: a check takes its time, and others wait for a database that is being written.
        var found = await FindAsync(name, caller, now, cancel);
        var terms = found.Terms();
        terms.TimeZoneVersion = ProgramCalendar.DataVersion;
        var snapshot = await DirectoryForAsync(caller, name.Program, terms, cancel);
        var report = await GuardAsync(terms, context);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            var draft = await TakeDraftAsync(name, request.Revision, caller, cancel);
            if (found.Row.Revision != request.Revision)
                throw Changed(name, draft.Revision, found.Row.Revision);
            RequireCoins(terms, name.Program, snapshot);
            if (Unsafe(name, report, "proposed") is { } refusal)
                throw new RefusalException(refusal);
            Seal(draft, terms, report);
            (draft.Proposer, draft.CreateTime) = (caller.Actor, now);
            return new ProposeRuleSetResponse { RuleSet = ShownRuleSet.Of(draft).ToMessage() };
        }, cancel);
    }

    private static void Seal(RuleSetRow draft, RuleSetTerms terms, GuardReport report)
    {
        // What cannot be compiled must never be in force: it would stop every node that reads it.
        _ = CompiledRuleSet.Of(draft.Name.ToString(), terms);
        draft.IsDraft = false;
        draft.Digest = Fingerprint.Of(DigestMethod, terms);
        draft.GiveAwayBasisPoints = report.GiveAwayBasisPoints;
        draft.Content!.Terms = terms.ToByteArray();
        draft.Content.Report = report.ToByteArray();
    }

    /// <summary>RULE_SET_UNSAFE with the guard's first error; null where it found none.</summary>
    /// <param name="name">The rule set.</param>
    /// <param name="report">What the guard says of it.</param>
    /// <param name="what">What cannot be done with it, as a participle.</param>
    private static Refusal? Unsafe(RuleSetId name, GuardReport report, string what)
    {
        if (report.Findings.FirstOrDefault(f => f.Error) is not { } first)
            return null;
        var kind = GuardReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(GuardFindingKind))
            .FindValueByNumber((int)first.Kind).Name;
        return new Refusal(
            ErrorReason.RuleSetUnsafe,
            $"{name} cannot be {what}: {first.Path}: {first.Words.En} CheckRuleSet lists everything.")
            .With("path", first.Path).With("kind", kind).With("rule", first.Rule);
    }
}

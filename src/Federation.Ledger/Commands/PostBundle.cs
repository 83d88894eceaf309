using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxParts = 32;
    private const int MaxTallySteps = 128;

    public override async Task<PostBundleResponse> PostBundle(PostBundleRequest request, ServerCallContext context)
    {
        var module = Caller.Of(context).Module;
        if (request.Commands.FirstOrDefault(c => !ModuleAccounts.MayBundle(module, c.CommandCase)) is { } part)
            throw new RefusalException(ModuleAccounts.NotAllowed(module, $"submit the command {part.CommandCase}"));
        var form = new Form();
        var envelope = Start(form, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context, bundles: true);
        form.Check(request.Kind is JournalKind.Program or JournalKind.Reward, "kind",
            "must be one of JOURNAL_KIND_PROGRAM and JOURNAL_KIND_REWARD");
        form.Check(request.Commands.Count <= MaxParts, "commands", $"must be at most {MaxParts}");
        form.Check(
            !ModuleAccounts.MayBundle(module) || ModuleAccounts.MayHead(module, request.Kind), "kind",
            "must be JOURNAL_KIND_PROGRAM of programmes and JOURNAL_KIND_REWARD of rewards");
        form.Check(
            request.Refusal is null || (request.Commands.Count == 0 && request.Tallies.Count == 0), "refusal",
            "must not be set with commands or tallies");
        var steps = Steps(form, request);
        var consumes = Consumes(form, request.Consumes);
        form.Done();
        envelope = envelope with { Detail = request.Detail?.ToByteArray() };
        IReadOnlyList<Command> commands = request.Refusal is { } refused
            ? [new Command.Refused(envelope, request.Kind, Refusal.Of(refused))]
            : await BundleAsync(envelope, request, steps, consumes, context);
        var outcomes = await writer.SubmitAsync(commands, atomic: true, context.CancellationToken);
        return await AnswerAsync(outcomes, context.CancellationToken);
    }

    /// <summary>The head, and the parts as the principal would send them.</summary>
    private async Task<IReadOnlyList<Command>> BundleAsync(
        Envelope envelope, PostBundleRequest request, List<TallyStep> steps, List<Consumption> consumes,
        ServerCallContext context)
    {
        var heads = request.Commands.Select((c, i) => Intake.HeadOf(WithId(c, envelope.RequestId, i))).ToList();
        var principal = Caller.Of(context);
        // The module knows whose admins have agreed to an Adjust: two of the brand's, to a correction.
        var role = request.Commands.Any(c => c.CommandCase == BatchItem.CommandOneofCase.Adjust)
            ? Role.PartnerAdmin
            : Role.PartnerService;
        var asPrincipal = new Caller(principal.Principal, role, principal.Scopes, principal.Module)
        {
            ClientId = principal.ClientId,
        };
        var intake = await intakes.ReadAsync(db, heads, asPrincipal, context);
        var parts = new List<Command>(heads.Count);
        foreach (var admission in heads.Select(intake.Admit))
        {
            if (admission is Admission.Refused { Refusal: var refusal })
                throw new RefusalException(refusal);
            parts.Add(await db.WithBalancesThenAsync(
                ((Admission.Admitted)admission).Command, context.CancellationToken));
        }
        var head = new Command.Bundle(envelope, request.Kind, steps)
        {
            Consumptions = consumes,
            Of = parts.Select(p => p.Member).FirstOrDefault(m => m is not null),
        };
        return [head, .. parts];
    }

    /// <summary>The command with an id of its own, made from the bundle's and its place.</summary>
    private static BatchItem WithId(BatchItem item, Guid bundle, int place)
    {
        var own = item.Clone();
        var command = (IMessage)BatchItem.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(own).Accessor
            .GetValue(own);
        command.Descriptor.FindFieldByName("request_id").Accessor
            .SetValue(command, Uuids.Derived(bundle, place).ToString("D"));
        return own;
    }

    private async Task<PostBundleResponse> AnswerAsync(
        IReadOnlyList<CommandOutcome> outcomes, CancellationToken cancel)
    {
        var head = outcomes[0].RequireJournal();
        var response = new PostBundleResponse
        {
            Journal = head.ToJournal(JournalNames.InternalName),
            Replayed = outcomes[0].Replayed,
        };
        // What a programme decides now may have other parts than what was decided before.
        var parts = outcomes[0].Replayed
            ? await PartsOfAsync(head.Id, cancel)
            : outcomes.Skip(1).Select(o => o.RequireJournal());
        response.Parts.AddRange(parts.Select(p => p.ToJournal(JournalNames.InternalName)));
        return response;
    }

    private async Task<IEnumerable<JournalRecord>> PartsOfAsync(JournalId head, CancellationToken cancel)
    {
        var ids = await db.Outcomes.AsNoTracking().Where(o => o.Bundle == head.Value).Select(o => o.Id)
            .ToListAsync(cancel);
        var known = await db.ReadAsync([.. ids.Select(id => new JournalId(id))], cancel);
        return known.Values.Select(o => o.RequireJournal()).OrderBy(j => j.Id.ToString(), StringComparer.Ordinal);
    }

    private static List<TallyStep> Steps(Form form, PostBundleRequest request)
    {
        form.Check(request.Tallies.Count <= MaxTallySteps, "tallies", $"must be at most {MaxTallySteps}");
        form.Check(
            request.Tallies.DistinctBy(t => t.Tally).Count() == request.Tallies.Count, "tallies",
            "must not name one twice");
        return [.. request.Tallies.Select((t, i) => Step(form, t, $"tallies[{i}]"))];
    }

    private static TallyStep Step(Form form, TallyChange change, string field)
    {
        form.Check(change.Tally.Length == TallyBytes, field + ".tally", $"must be {TallyBytes} bytes");
        form.Check(change.MovesCase != TallyChange.MovesOneofCase.None, field, "must add or set");
        var units = change.MovesCase == TallyChange.MovesOneofCase.Set ? change.Set : change.Add;
        form.Check(
            units is >= -Units.MaxCommand and <= Units.MaxCommand, field, "must be within 10^15 either way");
        return new TallyStep(
            change.Tally.Length == TallyBytes ? new Guid(change.Tally.Span, bigEndian: true) : default, units)
        {
            Sets = change.MovesCase == TallyChange.MovesOneofCase.Set,
            AtMost = change.HasAtMost ? change.AtMost : Units.MaxTotal,
            AtLeast = change.HasAtLeast ? change.AtLeast : -Units.MaxTotal,
            Expected = change.HasExpected ? change.Expected : null,
            NotAfter = form.Moment(change.NotAfter, field + ".not_after"),
        };
    }
}

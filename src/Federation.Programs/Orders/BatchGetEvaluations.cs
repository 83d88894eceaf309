using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    private const int MostEvaluations = 100;

    public override async Task<BatchGetEvaluationsResponse> BatchGetEvaluations(
        BatchGetEvaluationsRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.Program(request.Program, "program");
        form.Check(
            request.Names.Count is >= 1 and <= MostEvaluations, "names", $"must be 1 to {MostEvaluations}");
        var digests = new List<byte[]>();
        for (var i = 0; i < request.Names.Count; i++)
        {
            var (of, digest) = NameOf(form, request.Names[i], $"names[{i}]");
            form.Check(form.Problem() is not null || of == program, $"names[{i}]", "must be of the programme");
            digests.Add(digest);
        }
        form.Done();
        if (!ProgramService.MayRead(caller, program.PartnerId))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, request.Program));
        var rows = await db.Evaluations.AsNoTracking()
            .Where(e => digests.Contains(e.Digest) && e.PartnerId == program.PartnerId && e.ProgramId == program.Id)
            .ToListAsync(context.CancellationToken);
        var found = rows.ToDictionary(r => Convert.ToHexString(r.Digest), StringComparer.Ordinal);
        var response = new BatchGetEvaluationsResponse();
        response.Evaluations.AddRange(digests.Select(d => found.GetValueOrDefault(Convert.ToHexString(d)))
            .OfType<EvaluationRow>().Select(r => new GetEvaluationResponse
            {
                Record = EvaluationRecord.Parser.ParseFrom(r.Content),
                Digest = ByteString.CopyFrom(r.Digest),
                Journal = r.Journal is { } journal ? new JournalId(journal).Name : "",
            }).Where(e => IsOwn(caller, program, e.Record)));
        await AddJournalsAsync(program, response.Evaluations, context);
        if (caller.Member is not null)
            foreach (var evaluation in response.Evaluations)
                evaluation.Record = await OwnAsync(evaluation.Record, context.CancellationToken);
        return response;
    }

    /// <summary>Asks the ledger for the journals that are not noted.</summary>
    private async Task AddJournalsAsync(
        ProgramId program, IEnumerable<GetEvaluationResponse> evaluations, ServerCallContext context)
    {
        var unknown = evaluations.Where(e => e.Journal.Length == 0)
            .Select(e => (Of: RecordKeys.Of(program, e.Record), Evaluation: e))
            .ToList();
        if (unknown.Count == 0)
            return;
        var placed = await orders.PlacedAsync(unknown.Select(u => u.Of), context.Onward());
        foreach (var (of, evaluation) in unknown)
            if (placed.TryGetValue(of, out var by) && by.Digest.Equals(evaluation.Digest))
                evaluation.Journal = new JournalId(by.Journal).Name;
    }
}

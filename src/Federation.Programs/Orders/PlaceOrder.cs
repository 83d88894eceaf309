using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    // What was decided by tallies that move meanwhile is decided again; a busy budget's rules are left out before that
    // ends.
    private const int Attempts = 12;
    private const int BusyAfter = 3;

    public override async Task<PlaceOrderResponse> PlaceOrder(PlaceOrderRequest request, ServerCallContext context)
    {
        var form = new Form();
        var program = OwnProgram(Caller.Of(context), form, request.Program);
        var fingerprint = Fingerprint.Of(context.Method, request);
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var ruleSet = await RuleSetForAsync(form, program, null, request.Order, now, cancel);
        var (refusal, member, _) = await AdmitAsync(program, request.Order, cancel);
        var busy = new BusyBudgets(ruleSet.Rules);
        for (var attempt = 1; ; attempt++)
        {
            var bundle = Head(program, request.Order, fingerprint);
            IReadOnlyList<TallyMove> moves = [];
            if (refusal is null)
            {
                var decided = await DecideAsync(
                    ruleSet, request.Order, member, busy.LeftOut, withMisses: false, now, context);
                refusal = OrderChecks.Refuses(decided);
                if (refusal is null)
                    moves = OrderBundle.Fill(decided, await WriteAsync(decided, cancel), bundle);
            }
            // A refusal goes to the ledger, too: an order that was placed before is answered as it was then.
            bundle.Refusal = refusal?.ToOutcome();
            try
            {
                return await AnswerAsync(await posting.PostBundleAsync(bundle, context.Onward()), cancel);
            }
            catch (RpcException e) when (attempt < Attempts && busy.Notice(Refusal.From(e), moves, BusyAfter))
            {
                now = await clock.NowAsync(cancel);
            }
        }
    }

    private static PostBundleRequest Head(ProgramId program, Order order, byte[] fingerprint) => new()
    {
        RequestId = OrderKeys.RequestOf(fingerprint).ToString("D"),
        Fingerprint = ByteString.CopyFrom(fingerprint),
        Kind = JournalKind.Program,
        ExternalReference = order.EventId,
        Consumes =
        {
            new Consumption
            {
                Key = OrderKeys.ConsumptionOf(program, order),
                RefusalReason = Refusal.NameOf(ErrorReason.RequestIdReused),
            },
        },
    };

    /// <summary>Writes the record before a journal names it, and answers its digest.</summary>
    private async Task<byte[]> WriteAsync(DecidedOrder decided, CancellationToken cancel)
    {
        var digest = Records.DigestOf(decided.Record);
        db.ChangeTracker.Clear();
        if (!await db.Evaluations.AnyAsync(e => e.Digest == digest, cancel))
        {
            db.Evaluations.Add(EvaluationRow.Of(decided.RuleSet.Name, digest, decided.Record));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
            {
                // The same call at the same moment has written the same record.
            }
        }
        return digest;
    }

    /// <summary>Made from what was booked: of a repeated order, what was decided then.</summary>
    private async Task<PlaceOrderResponse> AnswerAsync(PostBundleResponse booked, CancellationToken cancel)
    {
        var detail = booked.Journal.Detail.Unpack<OrderDetail>();
        var digest = detail.Digest.ToByteArray();
        var journal = JournalId.Parse(booked.Journal.Name).Value;
        await db.Evaluations.Where(e => e.Digest == digest && e.Journal == null)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.Journal, journal), cancel);
        var content = await db.Evaluations.Where(e => e.Digest == digest).Select(e => e.Content).SingleAsync(cancel);
        var response = new PlaceOrderResponse
        {
            Evaluation = EvaluationRecord.Parser.ParseFrom(content).Result,
            RuleSet = detail.RuleSet,
            EvaluationName = ResourceNames.Evaluation(detail.Program, digest),
            Journal = booked.Journal.Name,
            Replayed = booked.Replayed,
        };
        response.Parts.AddRange(booked.Parts.Select(p => p.Name));
        return response;
    }
}

using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<ProposeBoardResponse> ProposeBoard(
        ProposeBoardRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (draft, given) = TermsOf(form, request);
        form.Done();

        var cancel = context.CancellationToken;
        var (terms, revision) = given is null ? await DraftTermsAsync(draft, cancel) : (given, 0);
        var now = await clock.NowAsync(cancel);
        // Before the transaction: a proof takes its time, and others wait for a database that is being written.
        var snapshot = await directory.WithAsync(d => BoardGuard.Unknown(terms, d) is null, cancel);
        var rates = terms.ToRates(draft, deployment.Value.SettlementCurrency);
        var finding = await FindingAsync(terms, rates, snapshot, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var guard = finding.OrThrow();
            var board = given is null ? await TakeDraftAsync(draft, revision, cancel)
                : await AddBoardAsync(terms, caller, now, cancel);
            (board.Proposer, board.CreateTime) = (caller.Principal.Name, now);
            board.Propose(
                guard, options.Value.BrandApproval ? BoardGuard.IssuersOf(rates, guard.InForce, snapshot) : []);
            return new ProposeBoardResponse { Board = new ShownBoard(board, null, null, default).ToMessage() };
        }, cancel);
    }

    private async Task<BoardFinding> FindingAsync(
        BoardTerms terms, RateBoard rates, DirectorySnapshot snapshot, CancellationToken cancel)
    {
        if ((BoardGuard.Unknown(terms, snapshot) ?? BoardGuard.Unbounded(rates)) is { } refusal)
            return new BoardFinding.Refused(refusal);
        var guard = await GuardAsync(rates, cancel);
        return guard.Refuses() is { } fault ? new BoardFinding.Refused(fault) : new BoardFinding.Sound(guard);
    }

    /// <summary>The draft's number, or else what is given: as terms, or as values, a fee and a maximum alone.</summary>
    private static (long Draft, BoardTerms? Given) TermsOf(Form form, ProposeBoardRequest request)
    {
        var asValues = request.Values.Count > 0 || request.FeeBasisPoints != 0 || request.MaximumUnits != 0;
        var ways = (request.Draft.Length > 0 ? 1 : 0) + (request.Terms is not null ? 1 : 0) + (asValues ? 1 : 0);
        form.Check(ways <= 1, "draft", "must be empty where terms or values are given, of which there is one");
        if (request.Draft.Length > 0)
            return (form.Board(request.Draft, "draft"), null);
        if (request.Terms is not null)
        {
            form.CheckTerms(request.Terms);
            return (0, request.Terms);
        }
        var terms = new BoardTerms { FeeBasisPoints = request.FeeBasisPoints, MaximumUnits = request.MaximumUnits };
        terms.Values.AddRange(request.Values);
        form.CheckTerms(terms, "");
        return (0, terms);
    }

    /// <summary>What a draft says. One that was proposed by this very request before is answered from the
    /// record.</summary>
    private async Task<(BoardTerms Terms, long Revision)> DraftTermsAsync(long number, CancellationToken cancel)
    {
        var draft = (await FindAsync(number, cancel)).Board;
        return (draft.ToTerms(), draft.Revision);
    }

    /// <summary>The draft, as it was when it was checked.</summary>
    private async Task<BoardRecord> TakeDraftAsync(long number, long revision, CancellationToken cancel)
    {
        var draft = await FindDraftAsync(number, cancel);
        if (draft.Revision != revision)
            throw new RefusalException(
                ErrorReason.VersionMismatch, $"{BoardNames.Of(number)} was changed meanwhile; read it again.");
        await NextRevisionAsync(draft, cancel);
        return draft;
    }
}

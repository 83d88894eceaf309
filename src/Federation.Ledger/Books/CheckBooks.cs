using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override Task<CheckBooksResponse> CheckBooks(CheckBooksRequest request, ServerCallContext context) =>
        CheckAsync(request, null, context.CancellationToken);

    /// <summary>The same check, reported step by step.</summary>
    private async Task<CheckBooksResponse> CheckAsync(
        CheckBooksRequest request, IProgress<CheckBooksStep>? progress, CancellationToken cancel)
    {
        var form = new Form();
        form.Check(request.FirstGroupNumber >= 0, "first_group_number", "must not be negative");
        form.Check(request.LastGroupNumber >= 0, "last_group_number", "must not be negative");
        form.Check(
            request.LastGroupNumber <= 0 || request.LastGroupNumber >= request.FirstGroupNumber, "last_group_number",
            "must not be before first_group_number");
        form.Done();
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        return await new BooksCheck(db, progress).RunAsync(request.FirstGroupNumber, request.LastGroupNumber, cancel);
    }
}

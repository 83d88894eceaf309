using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CaseService
{
    public override async Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var row = await RowOfAsync(new Form(), Caller.Of(context), request.Name, cancel);
        var shown = await book.ShownAsync([row], context.Onward, cancel);
        return shown.Count == 0 ? throw CaseBook.NotFound(request.Name) : new GetCaseResponse { Case = shown[0] };
    }
}

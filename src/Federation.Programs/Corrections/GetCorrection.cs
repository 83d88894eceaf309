using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CorrectionService
{
    public override async Task<GetCorrectionResponse> GetCorrection(
        GetCorrectionRequest request, ServerCallContext context)
    {
        var form = new Form();
        var name = CorrectionOf(form, request.Name);
        form.Done();
        var row = await FindAsync(name, Caller.Of(context), context.CancellationToken);
        return new GetCorrectionResponse { Correction = await ShownAsync(row, context.CancellationToken) };
    }
}

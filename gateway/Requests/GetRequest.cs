using System.Globalization;
using Federation.Errors.V1;
using Federation.Gateway.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Gateway;

internal sealed partial class RequestService
{
    public override async Task<GetRequestResponse> GetRequest(GetRequestRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var number = 0L;
        var form = new Form();
        form.Check(
            request.Name.StartsWith(Prefix, StringComparison.Ordinal) && long.TryParse(
                request.Name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number),
            "name", "must be requests/{number}");
        form.Done();
        var oldest = Oldest;
        var row = await Open().Requests.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Number == number && r.Number >= oldest, context.CancellationToken);
        return row is not null && (caller.IsOfAlliance || row.Owner == RequestLog.OwnerOf(caller))
            ? new GetRequestResponse { Request = Show(row) }
            : throw new RefusalException(
                ErrorReason.RequestNotFound, $"There is no '{request.Name}' of the last seven days.");
    }
}

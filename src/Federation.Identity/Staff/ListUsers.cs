using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var known = StaffName.IsOwner(request.Parent);
        form.Check(known, "parent", "must be partners/{id} or alliance");
        form.Done();
        if (!Sees(caller, request.Parent))
            throw new RefusalException(ErrorReason.NotYours, $"'{request.Parent}' is not yours.");
        var query = $"{context.Method}|{caller.Principal}|{request.Parent}";
        var start = tokens.Read(query, request.PageToken) ?? "";
        var cancel = context.CancellationToken;
        var rows = await db.Staff.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            .Where(s => s.Owner == request.Parent && string.Compare(s.Person, start) > 0)
#pragma warning restore CA1309
            .OrderBy(s => s.Person).Take(size + 1)
            .ToListAsync(cancel);
        return new ListUsersResponse
        {
            Users = { await ShowAsync([.. rows.Take(size)], cancel) },
            NextPageToken = rows.Count > size ? tokens.Write(query, rows[size - 1].Person) : "",
        };
    }
}

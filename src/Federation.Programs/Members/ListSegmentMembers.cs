using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    public override async Task<ListSegmentMembersResponse> ListSegmentMembers(
        ListSegmentMembersRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var program = form.OwnProgram(caller, request.Program);
        var segment = form.Segment(request.Segment, "segment");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {caller.Principal} {program} {segment}";
        var start = pages.Read(query, request.PageToken) is { } text ? Guid.ParseExact(text, "D") : Guid.Empty;

        var cancel = context.CancellationToken;
        await RequireProgramAsync(program, cancel);
        var found = await MembersOf(program, segment).Where(m => m.Member > start).OrderBy(m => m.Member)
            .Take(size + 1).Select(m => m.Member).ToListAsync(cancel);
        return new ListSegmentMembersResponse
        {
            Members = { found.Take(size).Select(NameOf) },
            NextPageToken = found.Count > size ? pages.Write(query, found[size - 1].ToString("D")) : "",
        };
    }
}

using System.Globalization;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<ListRuleSetsResponse> ListRuleSets(
        ListRuleSetsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var program = form.Program(request.Parent, "parent");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {caller.Principal} {program}";
        var before = ReadNumber(query, request.PageToken);

        var cancel = context.CancellationToken;
        await RequireProgramAsync(program, caller, cancel);
        var some = RuleSetsOf(program).Where(s => s.Number < before).OrderByDescending(s => s.Number).Take(size + 1);
        var found = await Shown(some, await clock.NowAsync(cancel)).ToListAsync(cancel);
        var page = found.OrderByDescending(s => s.Row.Number).Take(size).ToList();
        return new ListRuleSetsResponse
        {
            RuleSets = { page.Select(s => s.ToListed()) },
            NextPageToken = found.Count > size ? WriteNumber(query, page[^1].Row.Number) : "",
        };
    }

    /// <summary>The number before which a page begins, of a list that counts down.</summary>
    private long ReadNumber(string query, string token) => pages.Read(query, token) is { } start
        ? long.Parse(start, CultureInfo.InvariantCulture)
        : long.MaxValue;

    private string WriteNumber(string query, long number) =>
        pages.Write(query, number.ToString(CultureInfo.InvariantCulture));
}

using System.CommandLine;
using Federation.Client;
using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation segments</c>: lists of members that a brand's rules can ask for.</summary>
internal static class SegmentsCommand
{
    private const int MembersPerCall = 1000;

    public static Command Build(Globals globals) => new ExampleCommand(
        "segments", "Lists of members that a programme's rules and campaigns can ask for.")
    {
        List(globals), Members(globals), Update(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var (program, limit) = (ProgramText.ProgramOption(), Globals.Limit());
        var command = new ExampleCommand(
            "list", "Lists a programme's segments with how many members are in them.",
            "segments list --program aster/main")
        {
            program, limit,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var name = ProgramText.Program(parse.GetValue(program)!).ToString();
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.MemberPrograms.ListSegmentsAsync(
                    new ListSegmentsRequest { Program = name, PageSize = size, PageToken = token },
                    cancellationToken: cancel));
            return session.Show(found, TableOf(found.Segments));
        });
        return command;
    }

    private static ExampleCommand Members(Globals globals)
    {
        var (segment, program, limit) = (Segment(), ProgramText.ProgramOption(), Globals.Limit());
        var command = new ExampleCommand(
            "members", "Lists the members of a segment.", "segments members vip --program aster/main")
        {
            segment, program, limit,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new ListSegmentMembersRequest
            {
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                Segment = NameOf(parse.GetValue(segment)!),
            };
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
            {
                (request.PageSize, request.PageToken) = (size, token);
                return session.Client.MemberPrograms.ListSegmentMembersAsync(request, cancellationToken: cancel);
            });
            var table = Tables.Of("member");
            foreach (var member in found.Members)
                table.Row(member);
            return session.Show(found, table);
        });
        return command;
    }

    private static ExampleCommand Update(Globals globals)
    {
        var (segment, program) = (Segment(), ProgramText.ProgramOption());
        var add = new Option<string?>("--add")
        {
            Description = "A file with the members to add, one a line: members/{uuid}, or the brand's own number.",
            HelpName = "FILE",
        };
        var remove = new Option<string?>("--remove")
        {
            Description = "A file with the members to remove, likewise.",
            HelpName = "FILE",
        };
        var command = new ExampleCommand(
            "update", "Adds members to a segment and removes others.",
            "segments update vip --program aster/main --add new.txt --remove gone.txt")
        {
            segment, program, add, remove,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var name = ProgramText.Program(parse.GetValue(program)!).ToString();
            var (adding, removing) = (Lines(parse.GetValue(add)), Lines(parse.GetValue(remove)));
            if (adding.Length + removing.Length == 0)
                throw new BadInputException("Say with --add or --remove which members; a file has one a line.");
            var requests = await RequestsAsync(session.Client, adding, removing, cancel);
            var done = new UpdateSegmentResponse { Replayed = true };
            for (var i = 0; i < requests.Count; i++)
            {
                // Each call is a command of its own; the whole can be repeated under one id.
                requests[i].RequestId = i == 0
                    ? session.RequestId
                    : Uuids.Derived(Guid.ParseExact(session.RequestId, "D"), i).ToString("D");
                (requests[i].Program, requests[i].Segment) = (name, NameOf(parse.GetValue(segment)!));
                var response = await session.Client.MemberPrograms.UpdateSegmentAsync(
                    requests[i], cancellationToken: cancel);
                done.Segment = response.Segment;
                done.Added += response.Added;
                done.Removed += response.Removed;
                done.Replayed &= response.Replayed;
            }
            return session.Show(done, Tables.Of("segment", "#members", "#added", "#removed", "decided before").Row(
                done.Segment.Segment_, done.Segment.Members, done.Added, done.Removed, done.Replayed));
        });
        return command;
    }

    /// <summary>So many members a call.</summary>
    private static async Task<List<UpdateSegmentRequest>> RequestsAsync(
        FederationClient brand, string[] add, string[] remove, CancellationToken cancel)
    {
        var requests = new List<UpdateSegmentRequest>();
        foreach (var some in remove.Chunk(MembersPerCall))
            requests.Add(new UpdateSegmentRequest { Remove = { await NamesAsync(brand, some, cancel) } });
        foreach (var some in add.Chunk(MembersPerCall))
            requests.Add(new UpdateSegmentRequest { Add = { await NamesAsync(brand, some, cancel) } });
        return requests;
    }

    private static async Task<List<string>> NamesAsync(
        FederationClient brand, string[] members, CancellationToken cancel)
    {
        var names = new List<string>(members.Length);
        foreach (var member in members)
            names.Add(await MemberArguments.ResolveAsync(brand, member, cancel));
        return names;
    }

    private static string[] Lines(string? path) => path is null ? [] : [.. TextFile.Read(path)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Distinct(StringComparer.Ordinal)];

    private static Argument<string> Segment() =>
        new("segment") { Description = "The segment: its id, for instance vip, or segments/{id}." };

    private static string NameOf(string segment) => ResourceNames.TrySegment(segment, out _)
        ? segment
        : ResourceNames.Segments + segment;

    private static Table TableOf(IEnumerable<Segment> segments)
    {
        var table = Tables.Of("segment", "#members", "changed");
        foreach (var s in segments)
            table.Row(s.Segment_, s.Members, s.UpdateTime);
        return table;
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs.Tests;

/// <summary>Segments: lists of members that a brand uploads.</summary>
public sealed class SegmentTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Segment_Updated_CountsWhoCameAndLeft(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var members = Enumerable.Range(0, 5).Select(_ => module.NewMember()).ToList();
        var request = Update("vip", members[..4], [members[4]]);
        var made = await module.Members.UpdateSegment(request, Call.Ann);
        Assert.Equal((4, 0, 4L), (made.Added, made.Removed, made.Segment.Members));
        Assert.True((await module.Members.UpdateSegment(request, Call.Ann)).Replayed);

        // A name that is said twice is one member.
        var changed = await module.Members.UpdateSegment(
            Update("vip", [members[4], members[0], members[4]], members[2..4]), Call.Ann);
        Assert.Equal((1, 2, 3L), (changed.Added, changed.Removed, changed.Segment.Members));
        var expected = new[] { members[0], members[1], members[4] }.Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await PagesAsync(module, "vip")).Order(StringComparer.Ordinal));
        Assert.Empty(await PagesAsync(module, "none"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Segments_AreListedWithTheirCounts(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var (ann, bob) = (module.NewMember(), module.NewMember());
        await module.Members.UpdateSegment(Update("vip", [ann, bob], []), Call.Ann);
        await module.Members.UpdateSegment(Update("lapsed", [ann], []), Call.Ann);
        await module.Members.UpdateSegment(Update("lapsed", [], [ann]), Call.Ann);

        var first = await module.Members.ListSegments(new() { Program = Given.Program, PageSize = 1 }, Call.Ann);
        Assert.Equal(("segments/lapsed", 0L), (first.Segments[0].Segment_, first.Segments[0].Members));
        var second = await module.Members.ListSegments(
            new() { Program = Given.Program, PageToken = first.NextPageToken }, Call.Ann);
        Assert.Equal("segments/vip 2", $"{second.Segments.Single().Segment_} {second.Segments[0].Members}");
        Assert.Empty(second.NextPageToken);
        Assert.Equal(ErrorReason.PageTokenInvalid, await Refusals.ReasonAsync(
            module.Members.ListSegments(new() { Program = Given.Program, PageToken = "00" }, Call.Ann)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Segment_OfAThousand_IsUploadedAtOnceAndByMany(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var members = Enumerable.Range(0, 1000).Select(_ => module.NewMember()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(
            i => module.AnotherMembers().UpdateSegment(Update("vip", members[(i * 200)..], []), Call.Ann)));
        var last = await module.Members.UpdateSegment(Update("vip", [], members), Call.Ann);
        Assert.Equal((1000, 0L), (last.Removed, last.Segment.Members));
    }

    [Fact]
    public async Task Segment_OfBadForm_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var ann = module.NewMember();
        Assert.Equal(["segment", "add[0]"],
            await Refusals.FieldsAsync(module.Members.UpdateSegment(Update("V", ["ann"], []), Call.Ann)));
        Assert.Equal(
            ["add"], await Refusals.FieldsAsync(module.Members.UpdateSegment(Update("vip", [], []), Call.Ann)));
        Assert.Equal(["remove"],
            await Refusals.FieldsAsync(module.Members.UpdateSegment(Update("vip", [ann], [ann]), Call.Ann)));
        Assert.Equal(["add"], await Refusals.FieldsAsync(module.Members.UpdateSegment(
            Update("vip", [.. Enumerable.Repeat(ann, 1001)], []), Call.Ann)));
    }

    [Fact]
    public async Task Segment_OfStrangers_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var stranger = Module.StrangerTo("birch", out _);
        var refusal = await Refusals.OfAsync(
            module.Members.UpdateSegment(Update("vip", [module.NewMember(), stranger], []), Call.Ann));
        Assert.Equal((ErrorReason.MemberNotFound, stranger), (refusal.Reason, refusal.Metadata["member"]));
        Assert.Equal(ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(
            module.Members.UpdateSegment(Update("vip", [stranger], []), Call.Birch)));
        Assert.Equal(ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(module.Members.ListSegmentMembers(
            new() { Program = Given.Program, Segment = "segments/vip" }, Call.Birch)));
        Assert.Equal(ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(module.Members.ListSegments(
            new() { Program = "partners/aster/programs/none" }, Call.Ann)));
        await module.SuspendAsync();
        Assert.Equal(ErrorReason.PartnerSuspended, await Refusals.ReasonAsync(
            module.Members.UpdateSegment(Update("vip", [module.NewMember()], []), Call.Ann)));
    }

    private static UpdateSegmentRequest Update(
        string segment, IEnumerable<string> add, IEnumerable<string> remove) => new()
        {
            RequestId = Module.NewId(),
            Program = Given.Program,
            Segment = "segments/" + segment,
            Add = { add },
            Remove = { remove },
        };

    /// <summary>The members, two a page.</summary>
    private static async Task<List<string>> PagesAsync(Module module, string segment)
    {
        var members = new List<string>();
        var request = new ListSegmentMembersRequest
        {
            Program = Given.Program,
            Segment = "segments/" + segment,
            PageSize = 2,
        };
        do
        {
            var page = await module.Members.ListSegmentMembers(request, Call.Ann);
            members.AddRange(page.Members);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return members;
    }
}

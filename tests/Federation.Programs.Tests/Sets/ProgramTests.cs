using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs.Tests;

/// <summary>Programmes: made by their brand, seen by it and the alliance alone.</summary>
public sealed class ProgramTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Program_Created_IsReadAndListedById(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var request = Module.NewProgram("club");
        var created = await module.Programs.CreateProgram(request, Call.Ann);

        Assert.Equal("partners/aster/programs/club", created.Program.Name);
        Assert.True((await module.Programs.CreateProgram(request, Call.Ann)).Replayed);
        var read = await module.Programs.GetProgram(new() { Name = created.Program.Name }, Call.Alliance);
        Assert.Equal(created.Program, read.Program);
        var first = await ListAsync(module, "", Call.Ann);
        Assert.Equal(created.Program, Assert.Single(first.Programs));
        var second = await ListAsync(module, first.NextPageToken, Call.Ann);
        Assert.Equal(Given.Program, Assert.Single(second.Programs).Name);
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task Program_OfAnotherBrand_IsNotFound()
    {
        await using var module = await Module.StartAsync();
        foreach (var name in new[] { Given.Program, "partners/aster/programs/none" })
            Assert.Equal(ErrorReason.ProgramNotFound,
                await Refusals.ReasonAsync(module.Programs.GetProgram(new() { Name = name }, Call.Birch)));
        Assert.Equal(ErrorReason.NotYours, await Refusals.ReasonAsync(ListAsync(module, "", Call.Birch)));
        Assert.Equal(ErrorReason.NotYours,
            await Refusals.ReasonAsync(module.Programs.CreateProgram(Module.NewProgram("mine"), Call.Birch)));
        Assert.Equal(ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(module.Programs.GetProgram(
            new() { Name = "partners/aster/programs/none" }, Call.Ann)));
    }

    [Fact]
    public async Task Program_OfASuspendedBrand_IsReadAlone()
    {
        await using var module = await Module.StartAsync();
        await module.SuspendAsync();
        Assert.Equal(ErrorReason.PartnerSuspended,
            await Refusals.ReasonAsync(module.Programs.CreateProgram(Module.NewProgram("club"), Call.Ann)));
        await module.Programs.GetProgram(new() { Name = Given.Program }, Call.Ann);
    }

    [Fact]
    public async Task Program_OfBadForm_NamesEachField()
    {
        await using var module = await Module.StartAsync();
        var bad = new CreateProgramRequest { RequestId = "x", Parent = "aster", ProgramId = "-" };
        Assert.Equal(["request_id", "parent", "program_id", "title"],
            await Refusals.FieldsAsync(module.Programs.CreateProgram(bad, Call.Ann)));
        var exists = Module.NewProgram("main");
        Assert.Equal(
            ErrorReason.AlreadyExists, await Refusals.ReasonAsync(module.Programs.CreateProgram(exists, Call.Ann)));
        var again = Module.NewProgram("club");
        await module.Programs.CreateProgram(again, Call.Ann);
        again.ProgramId = "other";
        Assert.Equal(
            ErrorReason.RequestIdReused, await Refusals.ReasonAsync(module.Programs.CreateProgram(again, Call.Ann)));
        Assert.Equal(["name"], await Refusals.FieldsAsync(module.Programs.GetProgram(new(), Call.Ann)));
        Assert.Equal(ErrorReason.PageTokenInvalid, await Refusals.ReasonAsync(ListAsync(module, "00", Call.Ann)));
    }

    private static Task<ListProgramsResponse> ListAsync(Module module, string token, Call call) =>
        module.Programs.ListPrograms(
            new() { Parent = "partners/aster", PageSize = 1, PageToken = token }, call);
}

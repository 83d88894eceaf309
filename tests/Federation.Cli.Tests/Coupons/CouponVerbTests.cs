using Federation.Errors.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation coupons</c> sends, as whom, and what it shows.</summary>
public sealed class CouponVerbTests : IAsyncLifetime
{
    private const string Code = "7K3M-9QXZ-2VTR-5WNC";
    private readonly string file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".csv");
    private ScriptedAlliance alliance = null!;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    /// <summary>The verb with its arguments, the last request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "list 17850 --program aster/main --active",
            new ListCouponsRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                ActiveOnly = true,
                PageSize = 100,
            },
            ScriptedCoupons.Name
        },
        {
            $"show {ScriptedCoupons.Name} --as aster", new GetCouponRequest { Name = ScriptedCoupons.Name },
            "whoever shows its code"
        },
        {
            $"show {ScriptedCoupons.Name["coupons/".Length..]} --program aster/main",
            new GetCouponRequest { Name = ScriptedCoupons.Name }, "1970-01-02 00:00:00"
        },
        {
            $"show {Code} --program aster/main",
            new FindCouponRequest { Program = ScriptedPrograms.Main, Code = Code }, "flyer"
        },
        {
            "grant 17850 flyer --program aster/main",
            new GrantCouponsRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                Definition = "flyer",
                Quantity = 1,
            },
            "active"
        },
        {
            $"grant {ScriptedMembers.Name} flyer --program aster/main --quantity 7",
            new GrantCouponsRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                Definition = "flyer",
                Quantity = 7,
            },
            "active"
        },
        {
            "claim 17850 flyer --program aster/main",
            new ClaimCouponRequest
            {
                Program = ScriptedPrograms.Main,
                Member = ScriptedMembers.Name,
                Definition = "flyer",
            },
            ScriptedCoupons.Name
        },
        {
            "generate flyer --program aster/main --quantity 2",
            new GenerateCouponsRequest { Program = ScriptedPrograms.Main, Definition = "flyer", Quantity = 2 },
            $"{Code},{ScriptedCoupons.Name},1970-01-02 00:00:00"
        },
        {
            $"void {ScriptedCoupons.Name} --as aster", new VoidCouponRequest { Name = ScriptedCoupons.Name }, "flyer"
        },
        {
            $"void {Code} --program aster/main", new VoidCouponRequest { Name = ScriptedCoupons.Name }, "flyer"
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await RunAsync(arguments.Split(' '));

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Coupons.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.NotEmpty((string)id.Accessor.GetValue(sent));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    [Fact]
    public async Task Generate_IntoAFile_KeepsTheCodesForItsOwnerAlone()
    {
        string[] arguments = ["generate", "flyer", "--program", "aster/main", "--quantity", "2", "--output", file];
        var run = await RunAsync(arguments);
        Assert.True(run.Code == ExitCodes.Done, run.Error);
        Assert.Empty(run.Output);
        Assert.Contains("2 codes are in", run.Error, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(["code,coupon,expires", $"{Code},{ScriptedCoupons.Name},1970-01-02 00:00:00"], lines[..2]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        // Nothing is sent that could not be kept.
        alliance.Coupons.Requests.Clear();
        var again = await RunAsync(arguments);
        Assert.Equal(ExitCodes.BadInput, again.Code);
        Assert.Contains("name a new file", again.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Coupons.Requests);
    }

    [Fact]
    public async Task Generate_Refused_LeavesNoFileAndSaysWhatToDo()
    {
        alliance.Coupons.On<GenerateCouponsRequest, GenerateCouponsResponse>(
            _ => throw ScriptedLedger.Refusal(ErrorReason.CouponDefinitionNotFound).ToRpcException());
        var run = await RunAsync("generate", "x", "--program", "aster/main", "--quantity", "2", "--output", file);
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("federation programs get --help", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Generate_AsJson_IsTheAnswer()
    {
        var run = await RunAsync("generate", "flyer", "--program", "aster/main", "--quantity", "2", "--json");
        Assert.Equal(2, run.Json.GetProperty("coupons").GetArrayLength());
    }

    [Fact]
    public async Task Code_WithoutAProgram_IsBadInput()
    {
        var run = await RunAsync("show", Code, "--as", "aster");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("say with --program", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => alliance.RunAsync(["coupons", .. arguments]);
}

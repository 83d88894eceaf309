using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;

namespace Federation.Programs.Tests;

/// <summary>Profiles: set as a whole, known to their brand alone, and gone when they say nothing.</summary>
public sealed class ProfileTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Profile_Set_ReplacesTheOneBefore(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var member = module.NewMember();
        var joined = Given.Now.AddYears(-3);
        await SetAsync(module, Profile(member, new Date { Month = 2, Day = 29 }, ("city", "苏州"), ("child", "yes")));
        var request = Profile(member, null, ("city", "Suzhou"));
        request.JoinTime = joined.ToTimestamp();
        module.Now = Given.Now.AddHours(1);
        await SetAsync(module, request);

        var profile = await GetAsync(module, member);
        Assert.Equal([new V1.Attribute { Name = "city", Value = "Suzhou" }], profile.Attributes);
        Assert.Equal((null, null, joined.ToTimestamp(), module.Now.ToTimestamp()),
            (profile.Birthday, profile.BirthdaySetTime, profile.JoinTime, profile.UpdateTime));
        Assert.Empty((await GetAsync(module, module.NewMember())).Attributes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Birthday_Unchanged_KeepsTheTimeWhenItWasSet(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var member = module.NewMember();
        var (may, june) = (new Date { Month = 5, Day = 1 }, new Date { Month = 6, Day = 1 });
        Assert.Equal(Given.Now.ToTimestamp(), await SetAsync(module, Profile(member, may)));

        module.Now = Given.Now.AddDays(40);
        Assert.Equal(Given.Now.ToTimestamp(), await SetAsync(module, Profile(member, may, ("city", "Suzhou"))));
        Assert.Equal(module.Now.ToTimestamp(), await SetAsync(module, Profile(member, june)));
        module.Now = Given.Now.AddDays(80);
        Assert.Null(await SetAsync(module, Profile(member, null, ("city", "Suzhou"))));
        Assert.Equal(module.Now.ToTimestamp(), await SetAsync(module, Profile(member, june)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Profile_SetToNothing_IsGone(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var member = module.NewMember();
        await SetAsync(module, Profile(member, new Date { Month = 5, Day = 1 }, ("city", "Suzhou")));
        // Also of one who has left.
        module.Known[member].MerchantLinked = false;
        Assert.Equal(
            ErrorReason.NotLinked,
            await Refusals.ReasonAsync(SetAsync(module, Profile(member, null, ("city", "Suzhou")))));
        module.Known[member].MemberClosed = true;
        Assert.Equal(
            ErrorReason.MemberClosed,
            await Refusals.ReasonAsync(SetAsync(module, Profile(member, null, ("city", "Suzhou")))));
        await SetAsync(module, new SetProfileRequest { RequestId = Module.NewId(), Member = member });

        Assert.Equal(new MemberProfile { Member = member }, await GetAsync(module, member));
    }

    [Fact]
    public async Task Profile_SetAgain_IsAnsweredAsBefore()
    {
        await using var module = await Module.StartAsync();
        var member = module.NewMember();
        var request = Profile(member, new Date { Month = 5, Day = 1 });
        await module.Members.SetProfile(request, Call.Ann);
        await SetAsync(module, Profile(member, null, ("city", "Suzhou")));
        module.Now = Given.Now.AddDays(1);

        var again = await module.Members.SetProfile(request, Call.Ann);
        Assert.Equal((true, Given.Now.ToTimestamp()), (again.Replayed, again.BirthdaySetTime));
        Assert.Null((await GetAsync(module, member)).Birthday);
        request.Birthday.Day++;
        Assert.Equal(
            ErrorReason.RequestIdReused, await Refusals.ReasonAsync(module.Members.SetProfile(request, Call.Ann)));
    }

    [Fact]
    public async Task Profile_SetByManyAtOnce_IsOneOfThem()
    {
        await using var module = await Module.StartAsync();
        var member = module.NewMember();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => module.AnotherMembers().SetProfile(
            Profile(member, new Date { Month = i, Day = i }, ("number", $"{i}")), Call.Ann)));
        var profile = await GetAsync(module, member);
        Assert.Equal($"{profile.Birthday.Month}", profile.Attributes.Single().Value);
    }

    [Fact]
    public async Task Profile_OfNobody_IsNotFound()
    {
        await using var module = await Module.StartAsync();
        var stranger = Module.StrangerTo("birch", out _);
        Assert.Equal(ErrorReason.MemberNotFound, await Refusals.ReasonAsync(GetAsync(module, stranger)));
        Assert.Equal(ErrorReason.MemberNotFound,
            await Refusals.ReasonAsync(SetAsync(module, Profile(stranger, null, ("city", "Suzhou")))));
        await module.SuspendAsync();
        Assert.Equal(ErrorReason.PartnerSuspended,
            await Refusals.ReasonAsync(SetAsync(module, Profile(module.NewMember(), null, ("city", "Suzhou")))));
    }

    [Fact]
    public async Task Profile_OfBadForm_NamesEachField()
    {
        await using var module = await Module.StartAsync();
        var bad = Profile("members/1", new Date { Year = 1990, Month = 5, Day = 1 }, ("A", ""), ("ok", new('x', 65)));
        bad.RequestId = "x";
        Assert.Equal(
            ["request_id", "member", "attributes[0].name", "attributes[0].value", "attributes[1].value", "birthday"],
            await Refusals.FieldsAsync(module.Members.SetProfile(bad, Call.Ann)));
        var member = module.NewMember();
        var many = Profile(member, null, [.. Enumerable.Range(0, 33).Select(i => ($"name-{i}", "x"))]);
        Assert.Equal(["attributes"], await Refusals.FieldsAsync(module.Members.SetProfile(many, Call.Ann)));
        var twice = Profile(member, new Date { Month = 2, Day = 30 }, ("city", "a"), ("city", "b"));
        Assert.Equal(
            ["attributes", "birthday"], await Refusals.FieldsAsync(module.Members.SetProfile(twice, Call.Ann)));
        var late = Profile(member, null);
        late.JoinTime = Given.Now.AddSeconds(1).ToTimestamp();
        Assert.Equal(["join_time"], await Refusals.FieldsAsync(module.Members.SetProfile(late, Call.Ann)));
    }

    private static SetProfileRequest Profile(
        string member, Date? birthday, params (string Name, string Value)[] attributes) => new()
        {
            RequestId = Module.NewId(),
            Member = member,
            Birthday = birthday,
            Attributes = { attributes.Select(a => new V1.Attribute { Name = a.Name, Value = a.Value }) },
        };

    private static async Task<Timestamp?> SetAsync(Module module, SetProfileRequest request) =>
        (await module.Members.SetProfile(request, Call.Ann)).BirthdaySetTime;

    private static async Task<MemberProfile> GetAsync(Module module, string member) =>
        (await module.Members.GetProfile(new() { Member = member }, Call.Ann)).Profile;
}

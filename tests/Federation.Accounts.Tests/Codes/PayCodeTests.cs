using Federation.Accounts.Internal.V1;
using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using static Federation.Accounts.Tests.Alliance;

namespace Federation.Accounts.Tests;

public sealed class PayCodeTestsOnSqlite(SqliteAlliance alliance)
    : PayCodeTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class PayCodeTestsOnPostgres(PostgresAlliance alliance)
    : PayCodeTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class PayCodeTestsOnSqlServer(SqlServerAlliance alliance)
    : PayCodeTests(alliance), IClassFixture<SqlServerAlliance>;

/// <summary>Pay codes that members make, for one coin or several, revoke and watch.</summary>
public abstract class PayCodeTests(Alliance alliance) : AllianceTests(alliance)
{
    [Fact]
    public async Task Code_OfTheMember_IsGoodForOneCoin()
    {
        var name = await Aster.Member("code-1");
        var session = SessionOf(name, "aster");
        var id = Brand.NewId();
        var code = (await session.CreatePayCode("coins/aster", 70, requestId: id)).PayCode;
        var answer = await Resolve(code);
        Assert.Equal(
            (Aster.InternalId(name), "aster", 70, false),
            (answer.MemberId, answer.PayCode.CoinId, answer.PayCode.MaximumUnits, answer.PayCode.Revoked));
        Assert.Equal((0, null), (answer.PayCode.CoinIds.Count, answer.PayCode.Maximum));
        Assert.Equal(code, (await session.CreatePayCode("coins/aster", 70, requestId: id)).PayCode);
        // Of this one session's brands alone, also where the answer is known.
        await Refused(ErrorReason.BrandNotProven, () => session.CreatePayCode("coins/birch"));
        await Refused(
            ErrorReason.BrandNotProven, () => SessionOf(name).CreatePayCode("coins/aster", 70, requestId: id));
        await Refused(ErrorReason.CoinNotFound, () => session.CreatePayCode("coins/nothing"));
        await Refused(ErrorReason.MemberNotFound, () => session.CreatePayCode("coins/aster", member: name));
        await Refused(ErrorReason.MemberNotFound, () => Aster.CreatePayCode(ResourceNames.Me, "coins/aster"));
    }

    [Fact]
    public async Task Code_ForSeveralCoins_HasAMaximumOfMoney()
    {
        var name = await Aster.Member("code-2");
        await Birch.LinkedFrom(Aster, name, "code-2b");
        var code = (await SessionOf(name, "aster", "birch").CreatePayCode(
            ["coins/birch", "coins/aster", "coins/aster-gold"], 12_345)).PayCode;
        var answer = (await Resolve(code)).PayCode;
        // It names no one coin, so whoever reads that alone takes nothing.
        Assert.Equal(("", 0), (answer.CoinId, answer.MaximumUnits));
        Assert.Equal(["birch", "aster", "aster-gold"], answer.CoinIds);
        Assert.Equal(new Types.V1.Money { Currency = "GBP", Units = 12_345 }, answer.Maximum);

        await Refused(ErrorReason.BrandNotProven,
            () => SessionOf(name, "aster").CreatePayCode(["coins/aster", "coins/birch"], 1));
        await Refused(ErrorReason.MemberNotFound,
            () => SessionOf(name, "aster", "cedar").CreatePayCode(["coins/aster", "coins/cedar"], 1));
    }

    [Fact]
    public async Task Code_ForSeveralCoinsOfOneBrand_IsMadeByItToo()
    {
        var name = await Aster.Member("code-3");
        var made = await Several(Aster, name, "coins/aster", "coins/aster-gold");
        Assert.Equal(["aster", "aster-gold"], (await Resolve(made.PayCode)).PayCode.CoinIds);
        await Refused(ErrorReason.NotYours, () => Several(Aster, name, "coins/aster", "coins/birch"));
    }

    [Fact]
    public async Task Code_OfBadForm_IsRefused()
    {
        var session = SessionOf(await Aster.Member("code-4"), "aster");
        await Fields("coins", () => session.CreatePayCode([], 1));
        await Fields("coins", () => session.CreatePayCode(["coins/aster", "coins/aster"], 1));
        await Fields("coins", () => session.CreatePayCode(
            [.. Enumerable.Range(1, 21).Select(i => $"coins/coin{i}")], 1));
        await Fields("coins[1]", () => session.CreatePayCode(["coins/aster", "aster"], 1));
        await Fields("maximum_money.units", () => session.CreatePayCode(["coins/aster"], 0));
        await Fields("maximum_money.currency", () => session.CreatePayCode(["coins/aster"], 1, "EUR"));
        await Fields("maximum_money", () => session.Ask(
            (s, c) => s.CreatePayCode(
                new() { RequestId = Brand.NewId(), Member = ResourceNames.Me, Coins = { "coins/aster" } }, c),
            "CreatePayCode"));
        await Fields("maximum", () => session.Ask(
            (s, c) => s.CreatePayCode(
                new()
                {
                    RequestId = Brand.NewId(),
                    Member = ResourceNames.Me,
                    Maximum = new() { Coin = "coins/aster", Units = 1 },
                    Coins = { "coins/aster" },
                    MaximumMoney = new() { Currency = "GBP", Units = 1 },
                }, c),
            "CreatePayCode"));
    }

    [Fact]
    public async Task Code_ForCoinsOfSeveralBrands_EndsWithAnyLink_AndIsRefusedWhileABrandIsSuspended()
    {
        var name = await Aster.Member("code-5");
        var atBirch = await Birch.LinkedFrom(Aster, name, "code-5b");
        var session = SessionOf(name, "aster", "birch");
        var code = (await session.CreatePayCode(["coins/aster", "coins/birch"], 10)).PayCode;
        await Alliance.WhileSuspended("birch", () => Refused(
            ErrorReason.PartnerSuspended, () => session.CreatePayCode(["coins/aster", "coins/birch"], 10)));
        await Birch.Unlink(atBirch);
        Assert.True((await Resolve(code)).PayCode.Expired);
        await Refused(ErrorReason.NotLinked, () => session.CreatePayCode(["coins/aster", "coins/birch"], 10));
    }

    [Fact]
    public async Task Revoke_OfAnOpenCode_EndsIt_AndMakesRoom()
    {
        var name = await Aster.Member("code-6");
        var session = SessionOf(name, "aster");
        var codes = new List<string>();
        for (var i = 0; i < 20; i++)
            codes.Add((await session.CreatePayCode("coins/aster")).PayCode);
        await Refused(ErrorReason.CodesExhausted, () => session.CreatePayCode("coins/aster"));
        var id = Brand.NewId();
        Assert.False((await session.RevokePayCode(codes[0].ToLowerInvariant(), id)).Replayed);
        Assert.True((await session.RevokePayCode(codes[0].ToLowerInvariant(), id)).Replayed);
        Assert.False((await session.RevokePayCode(codes[0])).Replayed);
        Assert.True((await Resolve(codes[0])).PayCode.Revoked);
        Assert.False((await Resolve(codes[1])).PayCode.Revoked);
        await session.CreatePayCode("coins/aster");
        // By the brand too, even while it is suspended: it only takes back.
        await Alliance.WhileSuspended("aster", () => Aster.RevokePayCode(codes[1]));
        Assert.True((await Resolve(codes[1])).PayCode.Revoked);
        Assert.DoesNotContain(codes[1], await Alliance.RememberedAnswers(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_OfWhatIsUsedOrExpired_IsRefused()
    {
        var session = SessionOf(await Aster.Member("code-7"), "aster");
        var used = (await session.CreatePayCode("coins/aster")).PayCode;
        Consume(used, JournalKind.Exchange);
        await Refused(ErrorReason.PayCodeUsed, () => session.RevokePayCode(used));
        var expired = (await session.CreatePayCode("coins/aster")).PayCode;
        Alliance.Pass(TimeSpan.FromMinutes(2));
        await Refused(ErrorReason.PayCodeExpired, () => session.RevokePayCode(expired));
        Assert.False((await Resolve(expired)).PayCode.Revoked);
    }

    [Fact]
    public async Task Revoke_ByAnybodyElse_FindsNoCode()
    {
        var name = await Aster.Member("code-8");
        await Birch.LinkedFrom(Aster, name, "code-8b");
        var both = SessionOf(name, "aster", "birch");
        var one = (await both.CreatePayCode("coins/aster")).PayCode;
        var several = (await both.CreatePayCode(["coins/aster", "coins/birch"], 10)).PayCode;
        var stranger = SessionOf(await Aster.Member("code-9"), "aster", "birch");
        foreach (var code in new[] { one, several, "0000-0000-0000-0000", "mistyped" })
        {
            await Refused(ErrorReason.PayCodeNotFound, () => stranger.RevokePayCode(code));
            await Refused(ErrorReason.PayCodeNotFound, () => stranger.Watch(code));
            await Refused(ErrorReason.PayCodeNotFound, () => Birch.RevokePayCode(code));
            await Refused(ErrorReason.PayCodeNotFound, () => Birch.Watch(code));
        }
        await Refused(ErrorReason.PayCodeNotFound, () => Aster.RevokePayCode(several));
        await Refused(ErrorReason.BrandNotProven, () => SessionOf(name, "birch").RevokePayCode(one));
        await Refused(ErrorReason.BrandNotProven, () => SessionOf(name, "aster").RevokePayCode(several));
        await Refused(ErrorReason.BrandNotProven, () => SessionOf(name, "aster").Watch(several));
        await Refused(ErrorReason.FieldInvalid, () => both.RevokePayCode(""));
        await both.RevokePayCode(several);
    }

    [Theory]
    [InlineData(JournalKind.Exchange)]
    [InlineData(JournalKind.Hold)]
    public async Task Watch_OfACodeThatIsUsed_TellsByWhat(JournalKind kind)
    {
        var session = SessionOf(await Aster.Member($"code-10-{kind}"), "aster");
        var made = await session.CreatePayCode("coins/aster");
        var answers = new Answers<WatchPayCodeResponse>();
        var watching = session.Watch(made.PayCode, answers);
        await Task.WhenAny(answers.First, watching);
        Assert.Equal(PayCodeState.Open, answers.All[0].State);
        Assert.Equal(made.ExpireTime, answers.All[0].ExpireTime);
        var id = ResourceNames.LastPart(Consume(made.PayCode, kind));
        var told = await watching;
        Assert.Equal([PayCodeState.Open, PayCodeState.Used], told.Select(t => t.State));
        Assert.Equal(kind == JournalKind.Hold ? ("", "authorizations/" + id) : ("exchanges/" + id, ""),
            (told[1].Exchange, told[1].Authorization));
        // Of a code that has ended the end is told at once; who used it, even after its time.
        Alliance.Pass(TimeSpan.FromHours(1));
        Assert.Equal(PayCodeState.Used, Assert.Single(await Aster.Watch(made.PayCode)).State);
    }

    [Fact]
    public async Task Watch_OfACodeThatEnds_WaitsForWhatIsUnderWay()
    {
        var session = SessionOf(await Aster.Member("code-11"), "aster");
        var expires = (await session.CreatePayCode("coins/aster")).PayCode;
        var revoked = (await session.CreatePayCode("coins/aster")).PayCode;
        await session.RevokePayCode(revoked);
        var answers = new Answers<WatchPayCodeResponse>();
        var watching = session.Watch(revoked, answers);
        await Task.WhenAny(answers.First, watching);
        Assert.Equal(PayCodeState.Open, answers.All[0].State);
        Alliance.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal([PayCodeState.Open, PayCodeState.Revoked], (await watching).Select(t => t.State));
        Alliance.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(PayCodeState.Expired, Assert.Single(await session.Watch(expires)).State);
    }

    [Fact]
    public void Places_OfWatchers_AreAPrincipalsOwn()
    {
        var places = new PayCodeWatchers();
        var member = Principal.Of(new MemberId(Guid.CreateVersion7()));
        var open = Enumerable.Range(0, 20).Select(_ => places.Open(member)).ToList();
        var refusal = Assert.Throws<RefusalException>(() => places.Open(member)).Refusal;
        Assert.Equal(ErrorReason.RateLimited, refusal.Reason);
        // The member's internal id is nobody's to see, its own either.
        Assert.DoesNotContain(member.Name, refusal.Message, StringComparison.Ordinal);
        open[0].Dispose();
        open.Add(places.Open(member));
        open.Add(places.Open(Principal.Of(new MemberId(Guid.CreateVersion7()))));
        open.AddRange(Enumerable.Range(0, 100).Select(_ => places.Open(Principal.Parse("partners/aster"))));
        Assert.Equal(122, open.Count);
    }

    private static async Task Fields(string field, Func<Task> call) => Assert.Equal(
        field, Assert.Single((await Refused(ErrorReason.FieldInvalid, call)).Fields).Field);

    private static Task<CreatePayCodeResponse> Several(Brand brand, string member, params string[] coins) => brand.Ask(
        (s, c) => s.CreatePayCode(
            new()
            {
                RequestId = Brand.NewId(),
                Member = member,
                Coins = { coins },
                MaximumMoney = new() { Currency = "GBP", Units = 1 },
            }, c), "CreatePayCode");

    private string Consume(string code, JournalKind kind)
    {
        Assert.True(Code.TryRead(code, out var read));
        return Alliance.Ledger.Consume(Codes.Consumes(read.Hash), kind);
    }

    private Task<ResolveSpendingResponse> Resolve(string code) =>
        Alliance.Resolve(new() { MerchantPartnerId = "birch", PayCode = code });

    private Session SessionOf(string nameAtAster, params string[] brands) =>
        new(Alliance, Aster.InternalId(nameAtAster), "pat", brands);
}

using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Federation.Accounts.Tests.Alliance;

namespace Federation.Accounts.Tests;

public sealed class SweepTestsOnSqlite(SqliteAlliance alliance)
    : SweepTests(alliance), IClassFixture<SqliteAlliance>;

public sealed class SweepTestsOnPostgres(PostgresAlliance alliance)
    : SweepTests(alliance), IClassFixture<PostgresAlliance>;

public sealed class SweepTestsOnSqlServer(SqlServerAlliance alliance)
    : SweepTests(alliance), IClassFixture<SqlServerAlliance>;

public abstract class SweepTests(Alliance alliance) : AllianceTests(alliance)
{
    private static readonly TimeSpan CodesKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(400);

    [Fact]
    public async Task LinkCodes_Open_AreLimitedPerBrandAndMember()
    {
        var name = await Aster.Member("quota-link");
        var first = await Aster.LinkCode(name);
        Alliance.Pass(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 4; i++)
            await Aster.LinkCode(name);
        var refusal = await Refused(ErrorReason.CodesExhausted, () => Aster.LinkCode(name));
        Assert.Equal(("5", TimeSpan.FromMinutes(9)), (refusal.Metadata["open"], refusal.RetryDelay));
        // Other members, and other brands of this one, have their own.
        await Aster.LinkCode(await Aster.Member("quota-link-2"));
        var atBirch = (await Birch.Link(first, "quota-link-b")).Member.Name;
        await Birch.LinkCode(atBirch);
        // The one that was used makes room for one.
        await Aster.LinkCode(name);
        refusal = await Refused(ErrorReason.CodesExhausted, () => Aster.LinkCode(name));
        Alliance.Pass(refusal.RetryDelay!.Value);
        await Aster.LinkCode(name);
    }

    [Fact]
    public async Task PayCodes_Open_AreLimitedPerBrandAndMember()
    {
        var name = await Aster.Member("quota-pay");
        var id = Brand.NewId();
        await Aster.CreatePayCode(name, "coins/aster", requestId: id);
        for (var i = 1; i < 20; i++)
            await Aster.CreatePayCode(name, "coins/aster");
        var refusal = await Refused(
            ErrorReason.CodesExhausted, () => Aster.CreatePayCode(name, "coins/aster-gold"));
        Assert.Equal(("20", TimeSpan.FromMinutes(2)), (refusal.Metadata["open"], refusal.RetryDelay));
        Assert.True((await Aster.CreatePayCode(name, "coins/aster", requestId: id)).Replayed);
        Alliance.Pass(refusal.RetryDelay!.Value);
        await Aster.CreatePayCode(name, "coins/aster");
    }

    [Fact]
    public async Task Codes_MadeAtOnce_AreNoMoreThanTheLimit()
    {
        var name = await Aster.Member("quota-race");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Outcome(() => Aster.LinkCode(name))));
        Assert.Equal(5, outcomes.Count(o => o is null));
        Assert.All(outcomes.OfType<Refusal>(), o => Assert.Equal(ErrorReason.CodesExhausted, o.Reason));
    }

    [Fact]
    public async Task Codes_ThatExpiredLongAgo_AreDeleted()
    {
        var name = await Aster.Member("swept-codes");
        var id = Brand.NewId();
        var (link, pay) = (await Aster.CreateLinkCode(name, id), await Aster.CreatePayCode(name, "coins/aster"));
        Alliance.Pass(TimeSpan.FromMinutes(10) + CodesKept);
        await Alliance.Sweep();
        await Refused(ErrorReason.LinkCodeExpired, () => Birch.Link(link.LinkCode, "swept-codes-b"));
        Alliance.Pass(TimeSpan.FromMicroseconds(1));
        var good = await Aster.LinkCode(name);
        await Alliance.Sweep();
        await Refused(ErrorReason.LinkCodeNotFound, () => Birch.Link(link.LinkCode, "swept-codes-b"));
        // Its request does not make it again.
        Assert.Equal((true, link.LinkCode),
            ((await Aster.CreateLinkCode(name, id)).Replayed, (await Aster.CreateLinkCode(name, id)).LinkCode));
        await Refused(ErrorReason.LinkCodeNotFound, () => Birch.Link(link.LinkCode, "swept-codes-b"));
        Assert.Null((await Alliance.Resolve(new() { MerchantPartnerId = "birch", PayCode = pay.PayCode })).PayCode);
        await Birch.Link(good, "swept-codes-b");
    }

    [Fact]
    public async Task Codes_MoreThanOneStepDeletes_AreAllDeletedInOneTurn()
    {
        var name = await Aster.Member("many-codes");
        var member = Guid.Parse(Aster.InternalId(name));
        await Alliance.In(async services =>
        {
            var db = services.GetRequiredService<AccountsDb>();
            db.LinkCodes.AddRange(Enumerable.Range(0, 1203).Select(i => new LinkCode
            {
                Hash = [.. Guid.NewGuid().ToByteArray(), .. Guid.NewGuid().ToByteArray()],
                MemberId = member,
                PartnerId = "aster",
                ExpireTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(i / 7),
            }));
            return await db.SaveChangesAsync();
        });
        await Alliance.Sweep();
        Assert.Equal(0, await Alliance.In(services => services.GetRequiredService<AccountsDb>().LinkCodes
            .CountAsync(c => c.MemberId == member)));
    }

    [Fact]
    public async Task Answer_NotKeptAnyMore_IsRefusedAndNothingIsDoneTwice()
    {
        var id = Brand.NewId();
        var name = (await Aster.Register("answer-1", id)).Member.Name;
        await Aster.Unlink(name);
        Alliance.Pass(AnswersKept);
        await Alliance.Sweep();
        Assert.True((await Aster.Register("answer-1", id)).Replayed);
        Alliance.Pass(TimeSpan.FromMicroseconds(1));
        var young = Brand.NewId();
        await Aster.Update((await Aster.Register("answer-2")).Member.Name, language: "it", requestId: young);
        await Alliance.Sweep();
        // The number is free, so only the memory of the request keeps it from registering somebody.
        var refusal = await Refused(ErrorReason.AnswerNotKept, () => Aster.Register("answer-1", id));
        Assert.Contains(id, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(V1.MemberState.Unlinked, (await Aster.Find("answer-1")).State);
        await Refused(ErrorReason.RequestIdReused, () => Aster.Register("answer-3", id));
        Assert.True(
            (await Aster.Update((await Aster.Find("answer-2")).Name, language: "it", requestId: young)).Replayed);
    }

    [Fact]
    public async Task Sweep_WhileAnotherNodeHasTheLease_WaitsUntilItExpires()
    {
        var code = await Aster.LinkCode(await Aster.Member("leased"));
        await Alliance.Sweep();
        Alliance.Pass(CodesKept * 2);
        var (other, until) = (Guid.NewGuid(), Alliance.Now + TimeSpan.FromMinutes(1));
        var leases = await Alliance.In(services => services.GetRequiredService<AccountsDb>().Set<SweepLease>()
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Owner, other).SetProperty(l => l.Until, until)));
        Assert.Equal(4, leases);
        Alliance.Pass(TimeSpan.FromMinutes(1) - TimeSpan.FromMicroseconds(1));
        await Alliance.Sweep();
        await Refused(ErrorReason.LinkCodeExpired, () => Birch.Link(code, "leased-b"));
        Alliance.Pass(TimeSpan.FromMicroseconds(1));
        await Alliance.Sweep();
        await Refused(ErrorReason.LinkCodeNotFound, () => Birch.Link(code, "leased-b"));
    }
}

using System.Text.Json;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>Many rows in one transaction, with the tables of this module: keys of bytes and of UUIDs, columns that may
/// be null.</summary>
public sealed class ManyRowsTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rows_AddedAtOnce_AreAsIfAddedOneByOne(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        CouponRow[] rows = [Coupon(1), Coupon(2, full: true), Coupon(3), Coupon(4, full: true)];
        await WriteAsync(module, db => new ManyRows(db).Add(rows));
        var atOnce = await CouponsAsync(module);
        await module.WithDbAsync(async db =>
        {
            await db.Coupons.ExecuteDeleteAsync();
            db.Coupons.AddRange(rows);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(4, atOnce.Count);
        Assert.Equal(await CouponsAsync(module), atOnce);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Row_ThatIsThere_IsLeftAndInNoOthersWay(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        await WriteAsync(module, db => new ManyRows(db).Add([Coupon(2, full: true)]));
        var there = (await CouponsAsync(module)).Single();
        await WriteAsync(module, db => new ManyRows(db).Add([Coupon(3), Coupon(2), Coupon(1)]));
        var all = await CouponsAsync(module);
        Assert.Equal(3, all.Count);
        Assert.Equal(there, all[1]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Column_OfRowsThatHaveIt_IsLeft(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var history = new History(await module.ApprovedAsync(), Given.Terms());
        history.Add(1, 1000, Given.Now, placed: false);
        history.Add(2, 1000, Given.Now, placed: true);
        var (open, noted) = (history.Rows[0], history.Rows[1]);
        var (journal, other) = (Guid.NewGuid(), Guid.NewGuid());
        await WriteAsync(module, db => new ManyRows(db).Add([open, noted]));
        await WriteAsync(module, db => new ManyRows(db).Fill<EvaluationRow, byte[], Guid>(
            nameof(EvaluationRow.Journal), [(noted.Digest, other), (new byte[32], other), (open.Digest, journal)]));
        var rows = await module.WithDbAsync(db => db.Evaluations.AsNoTracking().ToListAsync());
        Assert.Equal(2, rows.Count);
        Assert.Equal(journal, rows.Single(r => r.Digest.SequenceEqual(open.Digest)).Journal);
        Assert.Equal(noted.Journal, rows.Single(r => r.Digest.SequenceEqual(noted.Digest)).Journal);
    }

    /// <summary>The answer is of a record that is not there, which the database refuses after it took the
    /// rest.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rows_OneOfWhichIsRefused_AreNotWritten(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var answer = new SurveyAnswerRow
        {
            Digest = new byte[32],
            Place = 0,
            PartnerId = "aster",
            ProgramId = "main",
            Survey = "s",
            Kind = SurveyAnswerKind.Satisfaction,
            Day = 1,
        };
        await Assert.ThrowsAnyAsync<Exception>(
            () => WriteAsync(module, db => new ManyRows(db).Add([Coupon(1)]).Add([answer])));
        Assert.Empty(await CouponsAsync(module));
    }

    private static Task<bool> WriteAsync(Module module, Func<ProgramsDb, ManyRows> write) => module.WithDbAsync(
        async db =>
        {
            await write(db).WriteAsync(Xunit.TestContext.Current.CancellationToken);
            return true;
        });

    private static async Task<IReadOnlyList<string>> CouponsAsync(Module module) => await module.WithDbAsync(
        async db => (await db.Coupons.AsNoTracking().OrderBy(c => c.Id).ToListAsync())
            .ConvertAll(c => JsonSerializer.Serialize(c)));

    private static CouponRow Coupon(int number, bool full = false) => new()
    {
        Id = IdOf(number),
        PartnerId = "aster",
        ProgramId = "main",
        Definition = "ten-off",
        Member = full ? IdOf(number).ToByteArray() : null,
        CodeHash = full ? Enumerable.Repeat((byte)number, 32).ToArray() : null,
        Uses = number,
        RestoreGraceDays = 7,
        ExpireTime = Given.Now.AddDays(number),
        CreateTime = Given.Now,
        OrderId = full ? IdOf(100 + number) : null,
        ByEvent = full,
        ByJournal = !full,
    };

    private static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);
}

using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Federation.Exchange.Tests;

/// <summary>Quotes that are stored while other nodes store theirs.</summary>
public sealed class QuoteBookTests
{
    public static TheoryData<string, Exception> InTheWay => new()
    {
        { "SQL Server's deadlock", SqlServerErrors.Deadlock },
        { "SQL Server's lock time-out", SqlServerErrors.Of((1222, 16)) },
        {
            "PostgreSQL's deadlock",
            new PostgresException("deadlock", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected)
        },
    };

    [Theory]
    [MemberData(nameof(InTheWay))]
    public async Task Store_MeetsAnotherNodesLocks_IsDoneAgainAndNobodysQuoteFails(string what, Exception fault)
    {
        await using var book = await Book.StartAsync(new FailingStatements("INSERT", 3, fault));

        var stored = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => book.StoreAsync(Quote(n))));

        Assert.All(stored, s => Assert.True(s is StoredQuote.Written, what));
        Assert.Equal(20, await book.CountAsync());
        Assert.Equal(0, book.Faults.Left);
    }

    [Fact]
    public async Task Store_MeetsOtherLocksForever_IsAPassingFault()
    {
        await using var book = await Book.StartAsync(
            new FailingStatements("INSERT", int.MaxValue, SqlServerErrors.Deadlock));

        var failed = await Record.ExceptionAsync(() => book.StoreAsync(Quote(1)));

        Assert.True(DatabaseErrors.IsPassing(failed!), failed?.ToString());
    }

    [Theory]
    [MemberData(nameof(InTheWay))]
    public async Task Store_CleanUpMeetsAnotherNodesLocks_WritesTheQuoteAllTheSame(string what, Exception fault)
    {
        await using var book = await Book.StartAsync(new FailingStatements("DELETE", 1, fault));

        Assert.True(await book.StoreAsync(Quote(1)) is StoredQuote.Written, what);
        Assert.Equal(0, book.Faults.Left);
    }

    private static QuoteRecord Quote(int id) => new()
    {
        Id = new Guid(id, 0, 0, new byte[8]),
        Fingerprint = [],
        MerchantPartnerId = "birch",
        MemberId = new Guid(id, 1, 0, new byte[8]),
        Detail = [],
        CreateTime = Given.Now,
        ExpireTime = Given.Now.AddSeconds(60),
    };

    private sealed class Book : IAsyncDisposable
    {
        private readonly TestDatabase database;
        private readonly ServiceProvider services;
        private readonly QuoteBook book;

        private Book(TestDatabase database, FailingStatements faults)
        {
            (this.database, Faults) = (database, faults);
            services = new ServiceCollection()
                .AddModuleDb<ExchangeDb, SqliteExchangeDb, PostgresExchangeDb, SqlServerExchangeDb>(
                    database.Deployment(), ExchangeModule.Name)
                .ConfigureDbContext<SqliteExchangeDb>(o => o.AddInterceptors(faults))
                .ConfigureDbContext<SqlServerExchangeDb>(o => o.AddInterceptors(faults))
                .BuildServiceProvider();
            book = new QuoteBook(
                services.GetRequiredService<IServiceScopeFactory>(), Options.Create(new ExchangeOptions()));
        }

        public FailingStatements Faults { get; }

        public static async Task<Book> StartAsync(FailingStatements faults)
        {
            var database = await TestDatabase.CreateAsync(TestDatabase.Default);
            var calm = new FailingStatements("", 0, new InvalidOperationException());
            await using (var before = new Book(database, calm))
                await before.WithDbAsync(async db =>
                {
                    await db.Database.MigrateAsync();
                    return 0;
                });
            return new Book(database, faults) { Owner = true };
        }

        private bool Owner { get; init; }

        public Task<StoredQuote> StoreAsync(QuoteRecord quote) => book.StoreAsync(quote, CancellationToken.None);

        public Task<int> CountAsync() => WithDbAsync(db => db.Quotes.CountAsync());

        private async Task<T> WithDbAsync<T>(Func<ExchangeDb, Task<T>> work)
        {
            await using var scope = services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<ExchangeDb>());
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            if (Owner)
                await database.DisposeAsync();
        }
    }
}

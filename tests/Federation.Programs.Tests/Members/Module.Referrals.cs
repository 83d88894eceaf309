using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Programs.Tests;

/// <summary>The sweep of referrals, as a node has it.</summary>
internal sealed partial class Module
{
    /// <summary>Does one step of the sweep on a node of its own.</summary>
    /// <param name="ledger">What the ledger says.</param>
    /// <param name="log">Collects the node's log.</param>
    public async Task<int> SweepReferralsAsync(Peer ledger, LogCollector log)
    {
        var accounts = new Peer().On<BatchResolveSpendingRequest, BatchResolveSpendingResponse>(
            "BatchResolveSpending", batch => new()
            {
                Responses = { batch.Requests.Select(r => Known.GetValueOrDefault(r.Member) ?? new()) },
            });
        var consents = new SpendingConsents(new ConsentService.ConsentServiceClient(accounts));
        var posting = new PostingService.PostingServiceClient(ledger);
        await using var node = new ServiceCollection()
            .AddModuleDb<ProgramsDb, SqliteProgramsDb, PostgresProgramsDb, SqlServerProgramsDb>(
                Deployment, ProgramsModule.Name)
            .AddSingleton(Published).AddSingleton(new CoinWorths(null)).AddSingleton(Directory).AddSingleton(Clock)
            .AddSingleton(new TallyReader(posting)).AddSingleton<MemberTallies>().AddSingleton<MemberBook>()
            .AddSingleton<OrderRecords>().AddSingleton(Names).AddScoped<OrderBooks>()
            .AddSingleton(new OrderTickets(null)).AddSingleton(TimeProvider.System)
            .AddSingleton(new PageTokens(Given.Key)).AddSingleton(Options.Create(Rules))
            .AddKeyedSingleton(ProgramsModule.Name, consents).AddKeyedSingleton(ProgramsModule.Name, posting)
            .BuildServiceProvider();
        var sweep = new ReferralSweep(
            Published, Clock, Directory, node.GetRequiredService<IServiceScopeFactory>(), new OrderTickets(null),
            consents, posting, log.For<ReferralSweep>());
        var rows = await WithDbAsync(db => sweep.StepAsync(db, Xunit.TestContext.Current.CancellationToken));
        await node.GetRequiredService<OrderRecords>().NotedAsync(Xunit.TestContext.Current.CancellationToken);
        return rows;
    }

    /// <summary>Resumes Aster, and the module knows it.</summary>
    public Task ResumeAsync()
    {
        Brands = Given.Directory();
        Brands.Version += 2;
        return Directory.FreshAsync(Xunit.TestContext.Current.CancellationToken);
    }
}

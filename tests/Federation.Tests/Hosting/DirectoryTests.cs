using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Testing;
using Microsoft.Extensions.Options;

namespace Federation.Tests;

public sealed class DirectoryTests : IDisposable
{
    private readonly AskedPartners partners = new();
    private readonly SetClock clock = new();
    private readonly LogCollector log = new();
    private readonly RevokedClients revoked = new();
    private readonly PartnerDirectory directory;

    public DirectoryTests()
    {
        partners.Now.Partners.Add(new DirectoryPartner { Id = "aster" });
        directory = new PartnerDirectory(
            new DirectoryService.DirectoryServiceClient(partners), Options.Create(new DeploymentOptions()), revoked,
            clock,
            log.For<PartnerDirectory>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_WhatWasDefinedWhileAQuestionWasUnderWay_IsFoundByTheNext()
    {
        await directory.CurrentAsync(Cancel);
        partners.Waits = true;
        var early = directory.WithAsync(d => d.Coins.ContainsKey("none"), Cancel).AsTask();
        await partners.BegunAsync(2);
        // That question began before: its answer knows nothing of the coin.
        partners.Now.Coins.Add(new DirectoryCoin { Id = "rose", PartnerId = "aster" });
        var late = directory.WithAsync(d => d.Coins.ContainsKey("rose"), Cancel).AsTask();
        await partners.AnswerNextAsync();
        Assert.False((await early).Coins.ContainsKey("rose"));
        await partners.AnswerNextAsync();
        Assert.True((await late).Coins.ContainsKey("rose"));
    }

    [Fact]
    public async Task Revoked_AreThoseOfTheNewestAnswer()
    {
        partners.Now.RevokedClientIds.Add("lost");
        await directory.FreshAsync(Cancel);
        Assert.Equal(
            (true, false, false), (revoked.Contains("lost"), revoked.Contains("kept"), revoked.Contains(null)));
    }

    [Fact]
    public async Task With_WhatWasResumed_IsAtWorkAtOnce()
    {
        partners.Now.Partners[0].Suspended = true;
        Assert.True((await directory.CurrentAsync(Cancel)).IsSuspended("aster"));
        partners.Now.Partners[0].Suspended = false;
        Assert.False((await directory.WithAsync(d => !d.IsSuspended("aster"), Cancel)).IsSuspended("aster"));
    }

    [Fact]
    public async Task With_AFloodOfMisses_SharesFewQuestions()
    {
        await directory.CurrentAsync(Cancel);
        partners.Waits = true;
        var first = directory.WithAsync(d => d.Coins.ContainsKey("none"), Cancel).AsTask();
        await partners.BegunAsync(2);
        var flood = Enumerable.Range(0, 1_000)
            .Select(n => directory.WithAsync(d => d.Coins.ContainsKey($"none{n}"), Cancel).AsTask()).ToList();
        partners.Waits = false;
        await partners.AnswerNextAsync();
        await Task.WhenAll(flood.Append(first));

        // The one under way, and one for all that came since.
        Assert.Equal(3, partners.Questions);
    }

    [Fact]
    public async Task With_MissesWithoutEnd_AsksAtMostEvery20Milliseconds()
    {
        await directory.CurrentAsync(Cancel);
        var begun = TimeProvider.System.GetTimestamp();
        for (var n = 0; n < 10; n++)
            await directory.WithAsync(_ => false, Cancel);

        Assert.Equal(11, partners.Questions);
        Assert.True(TimeProvider.System.GetElapsedTime(begun) >= TimeSpan.FromMilliseconds(9 * 20 - 20));
    }

    [Fact]
    public async Task With_AMissWhileNobodyAnswers_IsRefusedToBeTriedAgain()
    {
        await directory.CurrentAsync(Cancel);
        partners.Unreachable = true;
        Assert.True(
            (await directory.WithAsync(d => d.Partners.ContainsKey("aster"), Cancel)).Partners.ContainsKey("aster"));
        var refused = await Assert.ThrowsAsync<RefusalException>(
            () => directory.WithAsync(d => d.Coins.ContainsKey("rose"), Cancel).AsTask());

        Assert.Equal(ErrorReason.ModuleUnreachable, refused.Refusal.Reason);
        Assert.NotNull(refused.Refusal.RetryDelay);
        partners.Unreachable = false;
        Assert.False((await directory.WithAsync(d => d.Coins.ContainsKey("rose"), Cancel)).Coins.ContainsKey("rose"));
    }

    [Fact]
    public async Task Current_AfterTheClockWasSetBack_StillGrowsOld()
    {
        await directory.CurrentAsync(Cancel);
        partners.Now.Partners[0].Suspended = true;
        clock.Back(TimeSpan.FromHours(5));
        clock.Pass(TimeSpan.FromSeconds(31));
        Assert.True((await directory.CurrentAsync(Cancel)).IsSuspended("aster"));
    }

    [Fact]
    public async Task Background_AfterTheClockWasSetBack_StillLearnsOfASuspension()
    {
        await directory.StartAsync(Cancel);
        await partners.BegunAsync(1);
        clock.Back(TimeSpan.FromHours(5));
        partners.Now.Partners[0].Suspended = true;
        while (!directory.Latest.IsSuspended("aster"))
            await Task.Delay(10, Cancel);
        await directory.StopAsync(Cancel);
    }

    [Fact]
    public async Task Background_WhileNobodyAnswers_SaysSo()
    {
        partners.Unreachable = true;
        await directory.StartAsync(Cancel);
        Assert.Contains("away", await log.FirstOfAsync("DirectoryStale", Cancel), StringComparison.Ordinal);
        await directory.StopAsync(Cancel);
    }

    public void Dispose()
    {
        directory.Dispose();
        log.Errors.AssertNone();
        log.Dispose();
    }

    /// <summary>A clock that somebody sets, over a timer that nobody does.</summary>
    private sealed class SetClock : TimeProvider
    {
        private TimeSpan set;
        private long passed;

        public void Back(TimeSpan by) => set -= by;

        public void Pass(TimeSpan by) => passed += (long)(by.TotalSeconds * TimestampFrequency);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + set;

        public override long GetTimestamp() => base.GetTimestamp() + passed;
    }
}

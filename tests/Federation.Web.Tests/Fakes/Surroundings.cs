using System.Net;
using Federation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.EntityFrameworkCore;

namespace Federation.Web.Tests;

/// <summary>The pages with what they need to know people: a database, an issuer and an alliance.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly List<WebHost> hosts = [];
    private readonly string key = Convert.ToBase64String(new byte[32]);

    private Surroundings(TestDatabase database, FakeAuthority authority, FakeAlliance alliance) =>
        (Database, Authority, Alliance) = (database, authority, alliance);

    public TestDatabase Database { get; }

    public FakeAuthority Authority { get; }

    public FakeAlliance Alliance { get; }

    public ShiftedTime Time { get; } = new();

    public LogCollector Log { get; } = new();

    public WebHost Web => hosts[0];

    public static async Task<Surroundings> StartAsync(Hosting.DatabaseKind? kind = null)
    {
        var all = new Surroundings(
            await TestDatabase.CreateAsync(kind ?? TestDatabase.Default), await FakeAuthority.StartAsync(),
            await FakeAlliance.StartAsync());
        all.Authority.Time = all.Time;
        await all.AddNodeAsync();
        return all;
    }

    /// <summary>One more node over the same database.</summary>
    /// <param name="publicAddress">What people see; null: where it listens.</param>
    public async Task<WebHost> AddNodeAsync(string? publicAddress = null)
    {
        var node = await WebHost.StartAsync(Database.Deployment(sandbox: true), FreePorts.One(), Time, new()
        {
            ["Web:Authority"] = Authority.Issuer,
            ["Web:Api"] = Alliance.Address,
            ["Web:Key"] = key,
            ["Web:PublicAddress"] = publicAddress,
        }, Log);
        hosts.Add(node);
        return node;
    }

    public Visit Visit(WebHost? node = null) => new((node ?? Web).Client.BaseAddress!.ToString());

    /// <summary>A browser of somebody who is signed in.</summary>
    public async Task<Visit> SignedInAsync()
    {
        var visit = Visit();
        using var page = await visit.FollowAsync("/signin?return=/healthz");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("federation", visit.Cookies.Keys);
        return visit;
    }

    public async Task<List<SessionRow>> SessionsAsync()
    {
        await using var scope = Web.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WebDb>().Sessions.AsNoTracking().ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();
        await Alliance.DisposeAsync();
        await Authority.DisposeAsync();
        await Database.DisposeAsync();
        Log.Errors.AssertNone();
    }
}

using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Exchange.Tests;

public class ExchangeModuleTests
{
    [Fact]
    public async Task Module_WithItsPeers_MakesItsServices()
    {
        var deployment = new DeploymentOptions { Sandbox = true };
        foreach (var peer in new[] { "ledger", "accounts", "partners" })
            deployment.Peers[peer] = "http://127.0.0.1:1";
        var builder = WebApplication.CreateBuilder();
        builder.AddModuleDefaults(deployment, Given.Key);
        ExchangeModule.Add(builder, deployment);
        await using var app = builder.Build();
        ExchangeModule.Map(app);
        using var scope = app.Services.CreateScope();

        // As the gRPC server makes them, for each call.
        foreach (var service in new[] { typeof(BoardService), typeof(ExchangeService) })
            Assert.NotNull(ActivatorUtilities.CreateFactory(service, [])(scope.ServiceProvider, []));
        Assert.NotNull(app.Services.GetRequiredService<ExchangeFollower>());
    }
}

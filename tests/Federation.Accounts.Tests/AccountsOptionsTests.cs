using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Accounts.Tests;

public sealed class AccountsOptionsTests
{
    [Theory]
    [InlineData("LinkCodeLife", "00:00:01", true)]
    [InlineData("PayCodeLife", "1.00:00:00", true)]
    [InlineData("LinkCodeLife", "00:00:00", false)]
    [InlineData("PayCodeLife", "-00:02:00", false)]
    [InlineData("PayCodeLife", "1.00:00:01", false)]
    [InlineData("OpenLinkCodes", "1", true)]
    [InlineData("OpenLinkCodes", "0", false)]
    [InlineData("OpenPayCodes", "101", false)]
    [InlineData("CodeRetention", "1.00:00:00", true)]
    [InlineData("CodeRetention", "23:59:59", false)]
    [InlineData("ClosureDelay", "00:00:01", true)]
    [InlineData("ClosureDelay", "00:00:00", false)]
    [InlineData("ClosureDelay", "366.00:00:00", false)]
    public void Option_Configured_IsHeldToItsRange(string option, string value, bool good)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Accounts:" + option] = value;
        AccountsModule.Add(builder, new DeploymentOptions());
        using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<AccountsOptions>>();
        if (good)
        {
            Assert.NotNull(options.Value);
            return;
        }
        var problem = Assert.Throws<OptionsValidationException>(() => options.Value);
        Assert.Contains(option, problem.Message, StringComparison.Ordinal);
    }
}

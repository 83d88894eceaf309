using Federation.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Identity;

/// <summary>Refuses to start with options that cannot be right, and says which.</summary>
internal sealed class IdentityOptionsCheck(IOptions<DeploymentOptions> deployment) : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var problems = options.Problems(deployment.Value.Sandbox).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

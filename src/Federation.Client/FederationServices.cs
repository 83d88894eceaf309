using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Federation.Client;

/// <summary>Registers the alliance's clients.</summary>
public static class FederationServices
{
    /// <summary>
    /// Adds <see cref="FederationClient"/> and a typed client for each public service, all singletons. The options are
    /// checked when the host starts.
    /// </summary>
    public static IServiceCollection AddFederation(
        this IServiceCollection services, Action<FederationOptions> configure)
    {
        services.AddOptions<FederationOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FederationOptions>, OptionsCheck>());
        services.TryAddSingleton(provider => FederationClient.Create(
            provider.GetRequiredService<IOptions<FederationOptions>>().Value, provider.GetService<TimeProvider>()));
        return services
            .AddTyped(c => c.Partners).AddTyped(c => c.Coins).AddTyped(c => c.Merchants).AddTyped(c => c.Credentials)
            .AddTyped(c => c.Members).AddTyped(c => c.Ledger).AddTyped(c => c.Adjustments).AddTyped(c => c.Clock)
            .AddTyped(c => c.Boards).AddTyped(c => c.Exchanges)
            .AddTyped(c => c.Programs).AddTyped(c => c.Checkout);
    }

    private static IServiceCollection AddTyped<TClient>(
        this IServiceCollection services, Func<FederationClient, TClient> choose)
        where TClient : class
    {
        services.TryAddSingleton(provider => choose(provider.GetRequiredService<FederationClient>()));
        return services;
    }

    private sealed class OptionsCheck : IValidateOptions<FederationOptions>
    {
        public ValidateOptionsResult Validate(string? name, FederationOptions options) =>
            options.Problems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems)
            : ValidateOptionsResult.Success;
    }
}

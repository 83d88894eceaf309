using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>What a module does about tables that would grow for ever: a sweep for each.</summary>
public static class Sweeps
{
    /// <summary>Adds a sweep to the module's own, beside that of commands' answers.</summary>
    public static IServiceCollection AddTableSweep<TDb, TSweep>(this IServiceCollection services)
        where TDb : ModuleDb
        where TSweep : TableSweep<TDb> => services.AddSingleton<TableSweep<TDb>, TSweep>();

    /// <summary>Sweeps commands' answers, and what else is added with
    /// <see cref="AddTableSweep{TDb, TSweep}"/>.</summary>
    internal static void AddTableSweeper<TDb>(this IServiceCollection services)
        where TDb : ModuleDb
    {
        services.AddOptions<SweepOptions>().BindConfiguration(SweepOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddTableSweep<TDb, AnswerSweep<TDb>>();
        services.AddSingleton<TableSweeper<TDb>>();
        services.AddHostedService(p => p.GetRequiredService<TableSweeper<TDb>>());
    }
}

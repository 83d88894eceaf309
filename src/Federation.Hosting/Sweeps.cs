using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>What a module does whose tables would grow for ever: a sweep for each, and a table of leases.</summary>
public static class Sweeps
{
    /// <summary>Sweeps commands' answers, and what else is added with <see cref="AddTableSweep{TDb, TSweep}"/>.</summary>
    public static IServiceCollection AddTableSweeper<TDb>(this IServiceCollection services)
        where TDb : ModuleDb
    {
        services.AddOptions<SweepOptions>().BindConfiguration(SweepOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddTableSweep<TDb, AnswerSweep<TDb>>();
        services.AddSingleton<TableSweeper<TDb>>();
        return services.AddHostedService(p => p.GetRequiredService<TableSweeper<TDb>>());
    }

    public static IServiceCollection AddTableSweep<TDb, TSweep>(this IServiceCollection services)
        where TDb : ModuleDb
        where TSweep : TableSweep<TDb> => services.AddSingleton<TableSweep<TDb>, TSweep>();

    /// <summary>The tables that <see cref="TableSweeper{TDb}"/> needs in the module's schema.</summary>
    public static void DefineSweeps(this ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<SweepLease>(lease =>
        {
            lease.ToTable("sweep_leases");
            lease.HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(32).IsUnicode(false);
        });
        model.Entity<CommandRecord>(command =>
        {
            command.Property(c => c.Response).IsRequired(false);
            // Only answers that are still there; the others are never looked at again.
            command.HasIndex(c => c.CreateTime, "IX_commands_answers").HasFilter("response IS NOT NULL");
        });
    }
}
